import { sessions } from "@portcullis/db/schema/sessions";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld, type World } from "../testing/world.ts";

/** The proof of who somebody is, as a sign-in or a confirmation leaves it. */
const prove = (world: World, person: TestPerson, confirmedWith: string, minutesAgo = 0) =>
  world.inScope((tx) =>
    tx
      .update(sessions)
      .set({ confirmedWith, confirmedAt: new Date(Date.now() - minutesAgo * 60_000) })
      .where(eq(sessions.id, person.sessionId)),
  );

async function aMember(world: World) {
  const person = await world.aPerson({ role: "BASIC" });
  return { ...person, device: (await world.aDevice(person.id)).id };
}

describe("a device that its user reports lost", () => {
  it("is off at once, with an event and the gateways asked, and asking twice changes nothing more", async () => {
    await using world = await testWorld();
    await world.aGateway();
    const { call, id, device } = await aMember(world);
    const lost = await call.device.reportLost({ id: device });
    expect(lost).toMatchObject({ active: false, cause: "reported_lost", denials: ["deactivated"] });
    expect(await call.device.reportLost({ id: device })).toEqual(lost);
    const { items } = await world.owner.call.audit.list({ targetId: device });
    expect(items).toMatchObject([{ action: "device.reported_lost", actor: { id }, changed: ["cause"] }]);
    expect((await call.device.cutOff({ id: device }))?.gateways).toHaveLength(1);
    const { causes } = await call.access.explain({ deviceId: device });
    expect(causes).toMatchObject([{ cause: "device_reported_lost", by: { id } }, {}]);
    for (const around of [
      () => call.device.remove({ id: device }),
      () => call.device.rotateKey({ id: device, publicKey: lost.publicKey }),
    ]) {
      expect(await refusalOf(around())).toMatchObject({ reason: "device_switched_off" });
    }
  });

  it("is one's own: another's does not exist, whatever one holds, and the owner's neither", async () => {
    await using world = await testWorld();
    const { device } = await aMember(world);
    const owners = await world.aDevice(world.owner.id);
    for (const person of [world.admin, await world.aPerson({ role: "BASIC" })]) {
      for (const id of [device, owners.id]) {
        expect(await refusalOf(person.call.device.reportLost({ id }))).toMatchObject({ code: "NOT_FOUND" });
      }
    }
    expect(await world.owner.call.device.reportLost({ id: owners.id })).toMatchObject({ cause: "reported_lost" });
  });

  it("stays off when its user is switched off and returns, and goes with a deletion", async () => {
    await using world = await testWorld();
    const { call, id, device } = await aMember(world);
    const other = await world.aDevice(id);
    await call.device.reportLost({ id: device });
    await world.admin.call.user.deactivate({ id });
    await world.drainCascades();
    await world.admin.call.user.reactivate({ id });
    await world.drainCascades();
    expect(await world.admin.call.device.get({ id: device })).toMatchObject({ cause: "reported_lost" });
    expect(await world.admin.call.device.get({ id: other.id })).toMatchObject({ active: true });
    await world.admin.call.user.delete({ id });
    await world.drainCascades();
    expect(await refusalOf(world.admin.call.device.get({ id: device }))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("reported while its user's return is on its way, does not come back with them", async () => {
    await using world = await testWorld();
    const { id, device } = await aMember(world);
    await world.admin.call.user.deactivate({ id });
    await world.drainCascades();
    await world.admin.call.user.reactivate({ id });
    const { call } = await world.signIn(id);
    expect(await call.device.reportLost({ id: device })).toMatchObject({ cause: "reported_lost" });
    await world.drainCascades();
    expect(await call.device.get({ id: device })).toMatchObject({ cause: "reported_lost" });
  });

  it("leaves what an administrator switched off to them", async () => {
    await using world = await testWorld();
    const { call, device } = await aMember(world);
    await world.admin.call.device.deactivate({ id: device });
    expect(await call.device.reportLost({ id: device })).toMatchObject({ cause: "admin" });
    await world.admin.call.tenant.update({ restoreLostDevices: true });
    await prove(world, await world.signIn((await call.account.me()).id), "totp");
    expect(await refusalOf(call.device.reactivate({ id: device }))).toMatchObject({ reason: "permission_missing" });
  });
});

describe("switching it on again", () => {
  it("takes device:deactivate, or where the tenant allows it a fresh second factor", async () => {
    await using world = await testWorld();
    const member = await aMember(world);
    const { call, device } = member;
    await call.device.reportLost({ id: device });
    const back = () => call.device.reactivate({ id: device });
    await prove(world, member, "totp");
    expect(await refusalOf(back())).toMatchObject({ code: "FORBIDDEN", reason: "permission_missing" });
    expect((await world.admin.call.tenant.get()).restoreLostDevices).toBe(false);
    await world.admin.call.tenant.update({ restoreLostDevices: true });
    await prove(world, member, "totp", 11);
    expect(await refusalOf(back())).toMatchObject({ code: "FORBIDDEN", reason: "confirmation_required" });
    await prove(world, member, "password");
    expect(await refusalOf(back())).toMatchObject({ code: "FORBIDDEN", reason: "factor_required" });
    await prove(world, member, "totp");
    expect(await back()).toMatchObject({ active: true, cause: null });

    await call.device.reportLost({ id: device });
    expect(await world.admin.call.device.reactivate({ id: device })).toMatchObject({ active: true });
  });
});
