import { PrincipalReader } from "@portcullis/auth/principal-reader";
import { hashToken, newToken } from "@portcullis/auth/session-token";
import { type Database, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { sessions } from "@portcullis/db/schema/sessions";
import { withTenant } from "@portcullis/db/tenant";
import type { TenantId } from "@portcullis/domain/ids";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { testClient } from "../testing/person.ts";

/** Sessions of somebody, seen long enough ago that reading them notes it. */
async function sessionsOf(fixture: Fixture, who: { tenantId: TenantId; id: string }, count: number) {
  const held = Array.from({ length: count }, () => ({ tenantId: who.tenantId, token: newToken() }));
  const lastSeenAt = toTimestamp(Date.now() - 120_000);
  const expiresAt = toTimestamp(Date.now() + 86_400_000);
  await withTenant(fixture.db, who.tenantId, (tx) =>
    tx.insert(sessions).values(
      held.map(({ tenantId, token }) => {
        const tokenHash = hashToken(token);
        return { tenantId, id: newId(), userId: who.id, tokenHash, lastSeenAt, expiresAt };
      }),
    ),
  );
  return held;
}

/** The same pool, and how many statements went through it. */
function counting(db: Database) {
  let statements = 0;
  const counted = Object.assign(Object.create(db) as Database, {
    execute: (query: Parameters<Database["execute"]>[0]) => {
      statements++;
      return db.execute(query);
    },
  });
  return { counted, statements: () => statements };
}

it("reads all sessions that are asked for at once by one statement for a hundred, of whatever tenant", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const ours = await sessionsOf(fixture, { tenantId: fixture.tenantId, id: fixture.owner.id }, 100);
  const theirs = await sessionsOf(fixture, { tenantId: other.tenantId, id: other.owner.id }, 49);
  const nobodys = { tenantId: other.tenantId, token: ours[0]?.token ?? newToken() };
  const { counted, statements } = counting(fixture.db);
  const reader = new PrincipalReader(counted);
  const asked = [...ours, ...theirs, nobodys];
  // Ten streams of each session.
  const answers = await Promise.all(
    asked.flatMap((session) => Array.from({ length: 10 }, () => reader.read(session, testClient))),
  );
  expect(answers.map((principal) => principal?.userId)).toEqual([
    ...Array.from({ length: 1_000 }, () => fixture.owner.id),
    ...Array.from({ length: 490 }, () => other.owner.id),
    ...Array.from({ length: 10 }, () => undefined),
  ]);
  expect(answers[0]).toMatchObject({ tenantId: fixture.tenantId, isOwner: true, from: testClient });
  expect(statements()).toBe(2);
});

it("does not let a session that is locked keep the others from being read", async () => {
  await using fixture = await openFixture();
  const [locked, ...others] = await sessionsOf(fixture, { tenantId: fixture.tenantId, id: fixture.owner.id }, 5);
  if (!locked) throw new Error("No session.");
  const db = openDatabase(fixture.url, {
    applicationName: "impatient",
    max: 3,
    timeouts: { lock: 300, statement: 5_000, idleInTransaction: 5_000 },
  });
  const reader = new PrincipalReader(db);
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`select from sessions where token_hash = ${hashToken(locked.token)}::bytea for update`);
    const waits = expect(reader.read(locked, testClient)).rejects.toMatchObject({ cause: { code: "55P03" } });
    const read = await Promise.all(others.map((session) => reader.read(session, testClient)));
    expect(read.map((principal) => principal?.userId)).toEqual(others.map(() => fixture.owner.id));
    await waits;
  });
  await db.$client.end();
});
