import { openSession } from "@portcullis/auth/open-session";
import { credentials } from "@portcullis/db/schema/credentials";
import { sessions } from "@portcullis/db/schema/sessions";
import { users } from "@portcullis/db/schema/users";
import { aPublicKey } from "@portcullis/testing/tenant";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { StartBarrier } from "../testing/at-once.ts";
import type { Fixture } from "../testing/fixture.ts";
import { openRaceTestBed } from "../testing/race-test-bed.ts";
import { reasonsOf, rotated } from "../testing/settled.ts";

const manyRounds = Array.from({ length: 300 }, (_, round) => round);
const hundred = manyRounds.slice(0, 100);
const rounds = hundred.slice(0, 24);

const aDevice = (userId: string) => ({ userId, name: "device", platform: "linux" as const, publicKey: aPublicKey() });

describe("at the same instant", { timeout: 60_000 }, () => {
  let fixture: Fixture;
  let barrier: StartBarrier;
  openRaceTestBed((made) => {
    ({ fixture, barrier } = made);
  });

  it("no registration slips past a deactivation", { timeout: 240_000 }, async () => {
    const { admin } = await fixture.aUserWithDevices();
    const registered = new Map<string, number>();
    for (const round of manyRounds) {
      const { id } = await fixture.aUser({ maxDevices: 100 });
      const register = () => admin.device.register(aDevice(id));
      const contenders = [() => admin.user.deactivate({ id }), register, register, register];
      const settled = await barrier.atOnce<unknown>(id, rotated(contenders, round));
      for (const reason of await reasonsOf(settled)) expect(reason).toBe("user_not_active");
      registered.set(id, settled.filter((one) => one.status === "fulfilled").length - 1);
    }
    await fixture.drainCascades();
    for (const [id, count] of registered) {
      const { devices, cascade } = await admin.user.get({ id });
      expect(devices.map((device) => device.cause)).toEqual(Array.from({ length: count }, () => "user_deactivated"));
      expect(cascade).toMatchObject({ status: "done", devicesDone: devices.length });
    }
    expect(
      await fixture.inScope((tx) =>
        tx.execute(sql`select from access where user_id in
          (select id from users where status <> 'active')`),
      ),
    ).toHaveLength(0);
  });

  it("of sixteen registrations for one free slot one gets it", async () => {
    const { call } = fixture.admin;
    for (const _ of rounds.slice(0, 8)) {
      const { id } = await fixture.aUser({ maxDevices: 3 });
      await fixture.aDevice(id);
      await fixture.aDevice(id);
      const settled = await barrier.atOnce(
        id,
        Array.from({ length: 16 }, () => () => call.device.register(aDevice(id))),
      );
      expect(await reasonsOf(settled)).toEqual(Array.from({ length: 15 }, () => "device_limit_reached"));
      expect((await call.user.get({ id })).deviceCounts.total).toBe(3);
    }
  });

  it("many deactivations are one: one cascade, one event, one generation", async () => {
    const { call } = fixture.admin;
    for (const _ of rounds) {
      const { id } = await fixture.aUser();
      const settled = await barrier.atOnce(
        id,
        [call, fixture.owner.call, call, call].map((who) => () => who.user.deactivate({ id })),
      );
      expect(await reasonsOf(settled)).toEqual([]);
      expect((await call.cascade.list({ userId: id })).total.count).toBe(1);
      expect((await call.audit.list({ targetId: id })).total.count).toBe(1);
      const [user] = await fixture.inScope((tx) => tx.select().from(users).where(eq(users.id, id)));
      expect(user).toMatchObject({ status: "inactive", generation: 1 });
    }
  });

  it("a deletion wins over deactivations and reactivations, whoever comes first", async () => {
    const { call } = fixture.admin;
    const emails = new Map<string, string>();
    for (const round of rounds) {
      const { id, email } = await fixture.aUser();
      emails.set(id, email);
      await fixture.aDevice(id);
      const contenders = [
        () => call.user.delete({ id }),
        () => call.user.deactivate({ id }),
        () => call.user.reactivate({ id }),
      ];
      const settled = await barrier.atOnce<unknown>(id, rotated(contenders, round));
      for (const reason of await reasonsOf(settled)) expect(reason).toBe("not_found");
    }
    await fixture.drainCascades();
    for (const [id, email] of emails) {
      const cascades = (await call.cascade.list({ userId: id })).items.map(({ kind, status }) => [kind, status]);
      expect(cascades[0]).toEqual(["delete", "done"]);
      expect(cascades.slice(1).every(([, status]) => status === "superseded")).toBe(true);
      expect((await call.user.list({ search: email })).items).toEqual([]);
    }
  });

  it("of two saves that saw the same profile one wins, and the other is told", async () => {
    const { call } = fixture.admin;
    for (const _ of rounds) {
      const { id } = await fixture.aUser();
      const { updatedAt: ifUpdatedAt } = await call.user.get({ id });
      const save = (firstName: string) => () => call.user.update({ id, firstName, ifUpdatedAt });
      const settled = await barrier.atOnce(id, [save("One"), save("Two")]);
      expect(await reasonsOf(settled)).toEqual(["stale_write"]);
      const won = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value.firstName] : []));
      expect(won).toEqual([(await call.user.get({ id })).firstName]);
    }
  });

  it("no session survives a deactivation that a sign-in met", async () => {
    const { call } = fixture.admin;
    const passwordHash = "$argon2id$ never looked at here";
    for (const round of hundred) {
      const { id } = await fixture.aUser();
      await fixture.inScope((tx) =>
        tx.insert(credentials).values({ tenantId: fixture.tenantId, userId: id, passwordHash }),
      );
      const enter = () =>
        fixture.inScope((tx) => openSession(tx, { userId: id, passwordHash }, { address: "192.0.2.1", agent: null }));
      const settled = await barrier.atOnce<unknown>(
        id,
        rotated([() => call.user.deactivate({ id }), enter, enter, enter], round),
      );
      expect(await reasonsOf(settled)).toEqual([]);
      expect(await fixture.inScope((tx) => tx.select().from(sessions).where(eq(sessions.userId, id)))).toEqual([]);
    }
  });

  it("a right that is taken away counts for whoever was waiting to use it", async () => {
    for (const _ of rounds) {
      const { id } = await fixture.aUser();
      const acting = await fixture.aPerson({ permissions: ["user:read", "user:deactivate"] });
      const [settled] = await barrier.atOnce(acting.id, [() => acting.call.user.deactivate({ id })], async (held) => {
        await held`delete from user_roles where user_id = ${acting.id}`;
      });
      expect(await reasonsOf(settled ? [settled] : [])).toEqual(["permission_missing"]);
      expect(await fixture.admin.call.user.get({ id })).toMatchObject({ status: "active", cascade: null });
    }
  });

  it("whoever is deactivated while waiting to act does nothing any more", async () => {
    for (const _ of rounds) {
      const victim = await fixture.aUser();
      const acting = await fixture.aPerson({ permissions: ["user:read", "user:deactivate"] });
      const [settled] = await barrier.atOnce(
        acting.id,
        [() => acting.call.user.deactivate({ id: victim.id })],
        (held) => held`update users set status = 'inactive' where id = ${acting.id}`,
      );
      expect(await reasonsOf(settled ? [settled] : [])).toEqual(["session_ended"]);
      expect(await fixture.admin.call.user.get({ id: victim.id })).toMatchObject({ status: "active" });
    }
  });

  it("two who switch each other off never lock each other up: one of them remains", async () => {
    for (const _ of rounds) {
      const rights = { permissions: ["user:read", "user:deactivate"] as const };
      const [one, other] = [await fixture.aPerson(rights), await fixture.aPerson(rights)];
      const settled = await barrier.atOnce(one.id, [
        () => one.call.user.deactivate({ id: other.id }),
        () => other.call.user.deactivate({ id: one.id }),
      ]);
      expect(await reasonsOf(settled)).toEqual(["session_ended"]);
    }
  });
});
