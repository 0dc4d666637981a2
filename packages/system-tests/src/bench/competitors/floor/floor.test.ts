import { openFixture } from "@portcullis/api/testing/fixture";
import { sampleRows } from "@portcullis/api/testing/sample-rows";
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { expect, it } from "vitest";
import { deactivate } from "./floor-deactivate.ts";
import { countPeople, findPeople, readPage } from "./floor-page.ts";
import { readRecord } from "./floor-record.ts";
import { hashToken, inTenant, openFloorPool, selectCaller } from "./floor-transaction.ts";

async function openFloor() {
  await using building = new AsyncDisposableStack();
  const fixture = building.use(await openFixture());
  const pool = openFloorPool(fixture.url);
  building.defer(() => pool.end());
  const tenantId: string = fixture.tenantId;
  const stack = building.move();
  return {
    fixture,
    pool,
    tenantId,
    /** A session of theirs. */
    session: async (userId: string) => {
      const session = { tenantId, tokenHash: hashToken(`token of ${userId}`) };
      await inTenant(pool, tenantId, (scoped) => insertSession(scoped, userId, session.tokenHash));
      return session;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const insertSession = (scoped: postgres.Sql, userId: string, tokenHash: Buffer) =>
  scoped`
  insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
  select tenant_id, gen_random_uuid(), id, ${tokenHash}, now(), now() + interval '1 day' from users where id = ${userId}`.execute();

it("answers the record and the page that the product answers, whatever people hold", async () => {
  await using floor = await openFloor();
  const { fixture, pool, tenantId } = floor;
  const { call } = fixture.owner;
  const { user, inactiveUser, pendingUser } = await sampleRows(fixture, {
    permissions: ["user:read"],
    throughGroup: true,
  });
  const rules = [{ platform: "linux" as const, checks: ["firewall" as const], minimumVersion: null }];
  await call.tenant.updatePosture({ enforcement: "required", rules });
  const expectSameRecord = async (id: string) => {
    const record = await inTenant(pool, tenantId, (scoped) => readRecord(scoped, tenantId, id));
    expect(record).toEqual(await call.user.get({ id }));
  };
  for (const id of [user, inactiveUser, pendingUser, fixture.owner.id]) await expectSameRecord(id);
  await fixture.inScope((tx) => tx.execute(sql`update gateways set contacted_at = now(), last_report = now()`));
  expect((await call.user.deactivate({ id: user })).cascade?.gatewaysTotal).toBeGreaterThan(1);
  await expectSameRecord(user);
  const page = await inTenant(pool, tenantId, async (scoped) =>
    readPage(scoped, tenantId, await findPeople(scoped, tenantId, undefined)),
  );
  const counted = await inTenant(pool, tenantId, (scoped) => countPeople(scoped, tenantId, undefined));
  expect(counted).toEqual(await call.user.count({}));
  expect(page).toEqual(await call.user.list({}));
  expect(page.items.length).toBeGreaterThan(3);
});

it("finds a session of the tenant whose user may do it, and no other", async () => {
  await using floor = await openFloor();
  const { fixture, pool, tenantId } = floor;
  const other = await fixture.aTenant();
  const member = await fixture.aUser({ role: "BASIC" });
  const [owners, members] = [await floor.session(fixture.owner.id), await floor.session(member.id)];
  const callerOf = (session: typeof owners, tenant = tenantId) =>
    inTenant(pool, tenant, (scoped) => selectCaller(scoped, session, "user:read").execute());
  expect(await callerOf(owners)).toEqual([{ userId: fixture.owner.id }]);
  expect(await callerOf(members)).toEqual([]);
  expect(await callerOf({ ...owners, tokenHash: hashToken("another") })).toEqual([]);
  expect(await callerOf(owners, other.tenantId)).toEqual([]);
});

it("deactivates for who may, and leaves the person alone for anybody else", async () => {
  await using floor = await openFloor();
  const { fixture, pool, tenantId } = floor;
  const [person, member] = [await fixture.aUser(), await fixture.aUser({ role: "BASIC" })];
  const origin = { address: "192.0.2.7", agent: null };
  const [owners, members] = [await floor.session(fixture.owner.id), await floor.session(member.id)];
  const statusAfter = async (session: typeof owners) => {
    await inTenant(pool, tenantId, (scoped) => deactivate(scoped, session, person.id, origin));
    return (await fixture.owner.call.user.get({ id: person.id })).status;
  };
  expect(await statusAfter(members)).toBe("active");
  expect(await statusAfter(owners)).toBe("inactive");
});
