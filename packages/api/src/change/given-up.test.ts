import postgres from "postgres";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

it.each(["40P01", "40001"])("answers a change that gave way with %s as busy, and changes nothing", async (code) => {
  await using fixture = await openFixture();
  const { user } = await fixture.aUserWithDevices();
  const sql = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create function give_way() returns trigger language plpgsql as
    $$ begin raise exception 'given up' using errcode = '${code}'; end $$`);
  await sql`create trigger give_way before update on users for each row execute function give_way()`;
  await sql.end();
  const { call } = fixture.admin;
  expect(await refusalOf(call.user.update({ id: user.id, firstName: "Grace" }))).toMatchObject({
    code: "SERVICE_UNAVAILABLE",
    reason: "busy",
    retryAfter: 1,
  });
  expect(await call.user.get({ id: user.id })).not.toMatchObject({ firstName: "Grace" });
});
