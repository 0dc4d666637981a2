import { groupMembers } from "@portcullis/db/schema/groups";
import { aPublicKey } from "@portcullis/testing/tenant";
import { and, eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StartBarrier, startBarrier } from "../testing/at-once.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { reasonsOf, rotated } from "../testing/settled.ts";

const rounds = (count: number) => Array.from({ length: count }, (_, round) => round);

describe("groups, at the same instant", { timeout: 180_000 }, () => {
  let fixture: Fixture;
  let barrier: StartBarrier;
  let roleId: string;
  beforeAll(async () => {
    fixture = await openFixture();
    barrier = startBarrier(fixture.ownerUrl);
    const { items } = await fixture.admin.call.role.list({});
    roleId = items.find((role) => role.system === "AUDITOR")?.id ?? "";
  });
  afterAll(async () => {
    await barrier[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
  });

  const membersOf = (groupId: string) =>
    fixture.inScope((tx) =>
      tx
        .select({ userId: groupMembers.userId })
        .from(groupMembers)
        .where(and(eq(groupMembers.tenantId, fixture.tenantId), eq(groupMembers.groupId, groupId))),
    );

  it("nobody grants by a group what they lose the right to grant", async () => {
    const acting = await fixture.aPerson({ role: "ADMIN" });
    const { id } = await fixture.aGroup({ roleIds: [roleId] });
    const user = await fixture.aUser();
    for (const round of rounds(100)) {
      const ways = [
        () => acting.call.group.addMembers({ id, userIds: [user.id] }),
        () => acting.call.user.setGroups({ id: user.id, groupIds: [id] }),
      ];
      const contenders = [ways[round % 2] ?? (() => Promise.reject(new Error("There are two.")))];
      const settled = await barrier.atOnce<unknown>(acting.id, contenders, async (held) => {
        await held`update user_roles set user_id = ${user.id} where user_id = ${acting.id}`;
      });
      expect(await reasonsOf(settled)).toEqual(["permission_missing"]);
      expect(await membersOf(id)).toEqual([]);
      await fixture.inScope((tx) =>
        tx.execute(sql`update user_roles set user_id = ${acting.id} where user_id = ${user.id}`),
      );
    }
  });

  it("nobody is left in a group that is deleted while they join, and none is in the way of the other", async () => {
    for (const round of rounds(24)) {
      const users = [await fixture.aUser(), await fixture.aUser()];
      const { id } = await fixture.aGroup({ roleIds: [roleId] });
      const { call } = fixture.admin;
      const add = () => call.group.addMembers({ id, userIds: users.map((user) => user.id) });
      const contenders = [add, () => call.group.delete({ id }), () => call.group.update({ id, maxDevices: 3 })];
      const settled = await barrier.atOnce<unknown>(fixture.admin.id, rotated(contenders, round));
      for (const reason of await reasonsOf(settled)) expect(reason).toBe("not_found");
      expect(await membersOf(id)).toEqual([]);
      expect((await call.group.list({ limit: 100 })).items.map((group) => group.id)).not.toContain(id);
      for (const user of users) expect((await call.user.get({ id: user.id })).permissions).toEqual([]);
    }
  });

  it("two who move the same people in opposite orders never lock each other up", async () => {
    const users: string[] = [];
    for (let n = 0; n < 8; n++) users.push((await fixture.aUser()).id);
    const [one, other] = [await fixture.aGroup({}), await fixture.aGroup({})];
    // The first in the order of locks: behind another, a contender would wait for a contender, where the barrier does not look.
    const held = users.toSorted()[0] ?? "";
    for (const _ of rounds(24)) {
      const settled = await barrier.atOnce(held, [
        () => fixture.admin.call.group.addMembers({ id: one.id, userIds: users }),
        () => fixture.owner.call.group.addMembers({ id: other.id, userIds: users.toReversed() }),
        () => fixture.owner.call.group.removeMembers({ id: one.id, userIds: users.toSorted().toReversed() }),
      ]);
      expect(await reasonsOf(settled)).toEqual([]);
    }
  });

  it("no device slips past a limit that is lowered", async () => {
    for (const round of rounds(24)) {
      const { id } = await fixture.aUser({ maxDevices: 2 });
      await fixture.aDevice(id);
      const { call } = fixture.admin;
      const register = () =>
        call.device.register({ userId: id, name: "device", platform: "linux", publicKey: aPublicKey() });
      const contenders = [() => call.user.setMaxDevices({ id, maxDevices: 1 }), register, register];
      const settled = await barrier.atOnce<unknown>(id, rotated(contenders, round));
      for (const reason of await reasonsOf(settled)) expect(reason).toBe("device_limit_reached");
      const made = settled.filter((one) => one.status === "fulfilled").length - 1;
      const { deviceCounts, deviceLimit } = await call.user.get({ id });
      expect([deviceLimit.value, deviceCounts.total]).toEqual([1, 1 + made]);
      const [last] = (await call.audit.list({ targetId: id })).items;
      expect(last?.action).toBe("user.device_limit_changed");
    }
  });

  it("a person who is deleted is in no group, whoever comes first", async () => {
    const { id: groupId } = await fixture.aGroup({ roleIds: [roleId] });
    const { call } = fixture.admin;
    for (const round of rounds(24)) {
      const { id } = await fixture.aUser();
      const contenders = [
        () => call.user.setGroups({ id, groupIds: [groupId] }),
        () => call.user.delete({ id }),
        () => call.group.addMembers({ id: groupId, userIds: [id] }),
      ];
      const settled = await barrier.atOnce<unknown>(id, rotated(contenders, round));
      for (const reason of await reasonsOf(settled)) expect(reason).toBe("not_found");
      expect(await membersOf(groupId)).toEqual([]);
    }
  });

  it("whoever waits for the tenant's rights keeps nobody's row meanwhile", async () => {
    const user = await fixture.aUser();
    const owner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
    try {
      const change = await owner.begin(async (held) => {
        await held`select pg_advisory_xact_lock(hashtextextended(${fixture.tenantId}, 1))`;
        const updating = fixture.admin.call.user.update({ id: user.id, firstName: "Grace" });
        const isWaiting = () => held`select from pg_sleep(0.002), pg_locks where locktype = 'advisory' and not granted`;
        while ((await isWaiting()).length === 0);
        await held`select from users where id in ${held([user.id, fixture.admin.id])} for update nowait`;
        return () => updating;
      });
      expect(await change()).toMatchObject({ firstName: "Grace" });
    } finally {
      await owner.end();
    }
  });
});
