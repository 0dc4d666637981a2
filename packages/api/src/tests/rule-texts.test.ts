import { sessionIdleHours } from "@portcullis/domain/session";
import { displayName } from "@portcullis/domain/user/display-name";
import { testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";

/** Rules that SQL and TypeScript both have, held together. */
let database: Awaited<ReturnType<typeof testDatabase>>;
let sql: postgres.Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = postgres(database.applicationUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql.end();
  await database[Symbol.asyncDispose]();
});

const email = "ada@people.test";
it.each([
  { firstName: "Ada", lastName: "Lovelace", email },
  { firstName: "Ada", lastName: null, email },
  { firstName: null, lastName: "Lovelace", email },
  { firstName: "", lastName: "Lovelace", email },
  { firstName: " ", lastName: "", email },
  { firstName: null, lastName: null, email },
])("calls $firstName $lastName the same", async (person) => {
  const [row] = await sql`select display_name(${person.firstName}, ${person.lastName}, ${person.email}) as name`;
  expect(row?.["name"]).toBe(displayName(person));
});

it.each([
  { idleSeconds: 0, endsInSeconds: 1, isLive: true },
  { idleSeconds: sessionIdleHours * 3600 - 1, endsInSeconds: 1, isLive: true },
  { idleSeconds: sessionIdleHours * 3600, endsInSeconds: 1, isLive: false },
  { idleSeconds: 0, endsInSeconds: 0, isLive: false },
])("says whether a session lives that was unused for $idleSeconds s and ends in $endsInSeconds s", async (session) => {
  const [row] = await sql`
    select is_live_session(now() + ${session.endsInSeconds} * interval '1 second', now() - ${session.idleSeconds} * interval '1 second') as live`;
  expect(row?.["live"]).toBe(session.isLive);
});
