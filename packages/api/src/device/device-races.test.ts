import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import type { StartBarrier } from "../testing/at-once.ts";
import type { Fixture } from "../testing/fixture.ts";
import { openRaceTestBed } from "../testing/race-test-bed.ts";
import { reasonsOf, rotated } from "../testing/settled.ts";

const rounds = Array.from({ length: 12 }, (_, round) => round);

describe("at the same instant", { timeout: 120_000 }, () => {
  let fixture: Fixture;
  let barrier: StartBarrier;
  openRaceTestBed((made) => {
    ({ fixture, barrier } = made);
  });

  const accessOf = (deviceId: string) =>
    fixture.inScope((tx) => tx.execute(sql`select user_id from access where device_id = ${deviceId}`));

  it("an approval and a removal leave no device, whoever comes first", async () => {
    const { call } = fixture.admin;
    for (const round of rounds) {
      const user = await fixture.aUser();
      const { id } = await fixture.aDevice(user.id, { approvedAt: null });
      const contenders = [() => call.device.approve({ id }), () => call.device.remove({ id })];
      const settled = await barrier.atOnce<unknown>(user.id, rotated(contenders, round));
      for (const reason of await reasonsOf(settled)) expect(reason).toBe("not_found");
      expect((await call.user.get({ id: user.id })).deviceCounts.total).toBe(0);
      expect(await accessOf(id)).toEqual([]);
    }
  });

  it("many approvals are one: one event", async () => {
    const { call } = fixture.admin;
    const user = await fixture.aUser();
    const { id } = await fixture.aDevice(user.id, { approvedAt: null });
    const settled = await barrier.atOnce(
      user.id,
      [call, fixture.owner.call, call].map((who) => () => who.device.approve({ id })),
    );
    expect(await reasonsOf(settled)).toEqual([]);
    expect((await call.audit.list({ targetId: id })).total.count).toBe(1);
  });

  it("a hand-over never carries a device past the deactivation of its former holder", async () => {
    const { call } = fixture.admin;
    const handed = [];
    for (const round of rounds) {
      const [user, recipient] = [await fixture.aUser(), await fixture.aUser()];
      const { id } = await fixture.aDevice(user.id);
      const contenders = [
        () => call.user.deactivate({ id: user.id }),
        () => call.device.handOver({ id, userId: recipient.id }),
      ];
      const settled = await barrier.atOnce<unknown>(user.id, rotated(contenders, round));
      expect(await reasonsOf(settled)).toEqual([]);
      // First the deactivation: off. First the hand-over: the recipient's, who was not deactivated.
      const isOff = (await call.device.get({ id })).cause === "admin";
      const [at] = (await call.audit.list({ targetId: recipient.id })).items;
      expect(at?.changed).toEqual(isOff ? ["userId", "cause"] : ["userId"]);
      expect(await accessOf(id)).toEqual(isOff ? [] : [{ user_id: recipient.id }]);
      handed.push({ id, isOff });
    }
    expect(new Set(handed.map(({ isOff }) => isOff)).size).toBe(2);
    await fixture.drainCascades();
    for (const { id, isOff } of handed) {
      expect(await call.device.get({ id })).toMatchObject({ cause: isOff ? "admin" : null });
    }
  });

  it("a hand-over to somebody who is being deactivated is refused, or switched off with them", async () => {
    const { call } = fixture.admin;
    const met: string[] = [];
    for (const round of rounds) {
      const [user, recipient] = [await fixture.aUser(), await fixture.aUser()];
      const { id } = await fixture.aDevice(user.id);
      met.push(id);
      const contenders = [
        () => call.user.deactivate({ id: recipient.id }),
        () => call.device.handOver({ id, userId: recipient.id }),
      ];
      const settled = await barrier.atOnce<unknown>(recipient.id, rotated(contenders, round));
      for (const reason of await reasonsOf(settled)) expect(reason).toBe("user_not_active");
    }
    await fixture.drainCascades();
    for (const id of met) {
      const device = await call.device.get({ id });
      expect(device.cause).toBe(device.user.status === "active" ? null : "user_deactivated");
    }
  });

  it("hand-overs and registrations that meet at the last free place: one gets it", async () => {
    const { call } = fixture.admin;
    for (const round of rounds) {
      const [user, recipient] = [await fixture.aUser(), await fixture.aUser({ maxDevices: 1 })];
      const [laptop, phone] = [await fixture.aDevice(user.id), await fixture.aDevice(user.id)];
      const contenders = [
        () => call.device.handOver({ id: laptop.id, userId: recipient.id }),
        () => call.device.register({ name: "new", platform: "linux", publicKey: aPublicKey(), userId: recipient.id }),
        () => call.device.handOver({ id: phone.id, userId: recipient.id }),
      ];
      const settled = await barrier.atOnce<unknown>(recipient.id, rotated(contenders, round));
      expect(await reasonsOf(settled)).toEqual(["device_limit_reached", "device_limit_reached"]);
      expect((await call.user.get({ id: recipient.id })).deviceCounts.total).toBe(1);
    }
  });

  it("two hand-overs to each other never lock each other up", async () => {
    const { call } = fixture.admin;
    for (const _ of rounds) {
      const [one, other] = [await fixture.aUser(), await fixture.aUser()];
      const [laptop, phone] = [await fixture.aDevice(one.id), await fixture.aDevice(other.id)];
      const settled = await barrier.atOnce<unknown>(one.id, [
        () => call.device.handOver({ id: laptop.id, userId: other.id }),
        () => fixture.owner.call.device.handOver({ id: phone.id, userId: one.id }),
      ]);
      expect(await reasonsOf(settled)).toEqual([]);
    }
  });

  it("whoever acts on a device that was just handed to another is told so, and not that it is gone", async () => {
    const { call } = fixture.admin;
    const [user, recipient] = [await fixture.aPerson({ role: "BASIC" }), await fixture.aUser()];
    const { id } = await fixture.aDevice(user.id);
    const settled = await barrier.atOnce<unknown>(
      user.id,
      [() => call.device.deactivate({ id }), () => user.call.device.rename({ id, name: "mine" })],
      (held) => held`update devices set user_id = ${recipient.id} where id = ${id}`,
    );
    expect((await reasonsOf(settled)).toSorted()).toEqual(["device_handed_over", "not_found"]);
  });

  it("a change of the key and a deactivation leave the device off, with one key or the other", async () => {
    const { call } = fixture.admin;
    for (const round of rounds) {
      const member = await fixture.aPerson({ role: "BASIC" });
      const { id } = await fixture.aDevice(member.id);
      const contenders = [
        () => call.device.deactivate({ id }),
        () => member.call.device.rotateKey({ id, publicKey: aPublicKey() }),
      ];
      const settled = await barrier.atOnce<unknown>(member.id, rotated(contenders, round));
      for (const reason of await reasonsOf(settled)) expect(reason).toBe("device_switched_off");
      expect(await call.device.get({ id })).toMatchObject({ cause: "admin" });
      expect(await accessOf(id)).toEqual([]);
    }
  });

  it("of two devices that are given the same key one gets it", async () => {
    const { call } = fixture.admin;
    for (const _ of rounds) {
      const user = await fixture.aUser();
      const [laptop, phone] = [await fixture.aDevice(user.id), await fixture.aDevice((await fixture.aUser()).id)];
      const publicKey = aPublicKey();
      const settled = await Promise.allSettled(
        [laptop, phone].map(({ id }) => call.device.rotateKey({ id, publicKey })),
      );
      expect(await reasonsOf(settled)).toEqual(["device_key_taken"]);
    }
  });

  it("a page goes on without the device that is removed while it is read", async () => {
    const { call } = fixture.admin;
    const user = await fixture.aUser();
    for (const name of ["a", "b", "c", "d"]) await fixture.aDevice(user.id, { name });
    const { items } = await call.device.list({ userId: user.id });
    const owner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
    try {
      const listed = await owner.begin(async (held) => {
        // Read with the rows, after their ids were found.
        await held`lock table device_addresses in access exclusive mode`;
        const page = call.device.list({ userId: user.id, limit: 2 });
        const isWaiting = () => held`select from pg_sleep(0.002), pg_locks
          where relation = 'device_addresses'::regclass and not granted`;
        while ((await isWaiting()).length === 0);
        await held`delete from devices where id = ${items[0]?.id ?? ""}`;
        return () => page;
      });
      const first = await listed();
      const second = await call.device.list({ userId: user.id, limit: 2, cursor: first.nextCursor ?? "" });
      expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["b", "c", "d"]);
      expect(first.items).toHaveLength(1);
    } finally {
      await owner.end();
    }
  });
});
