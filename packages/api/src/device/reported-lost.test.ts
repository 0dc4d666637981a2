import { sessions } from "@portcullis/db/schema/sessions";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

/** The proof of who somebody is, as a sign-in or a confirmation leaves it. */
const prove = (fixture: Fixture, person: TestPerson, confirmedWith: string, minutesAgo = 0) =>
  fixture.inScope((tx) =>
    tx
      .update(sessions)
      .set({ confirmedWith, confirmedAt: toTimestamp(Date.now() - minutesAgo * 60_000) })
      .where(eq(sessions.id, person.sessionId)),
  );

async function aMember(fixture: Fixture) {
  const person = await fixture.aPerson({ role: "BASIC" });
  return { ...person, device: (await fixture.aDevice(person.id)).id };
}

describe("a device that its user reports lost", () => {
  it("is off at once, with an event and the gateways asked, and asking twice changes nothing more", async () => {
    await using fixture = await openFixture();
    await fixture.aGateway();
    const { call, id, device } = await aMember(fixture);
    const lost = await call.device.reportLost({ id: device });
    expect(lost).toMatchObject({ active: false, cause: "reported_lost", denials: ["deactivated"] });
    expect(await call.device.reportLost({ id: device })).toEqual(lost);
    const { items } = await fixture.owner.call.audit.list({ targetId: device });
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
    await using fixture = await openFixture();
    const { device } = await aMember(fixture);
    const owners = await fixture.aDevice(fixture.owner.id);
    for (const person of [fixture.admin, await fixture.aPerson({ role: "BASIC" })]) {
      for (const id of [device, owners.id]) {
        expect(await refusalOf(person.call.device.reportLost({ id }))).toMatchObject({ code: "NOT_FOUND" });
      }
    }
    expect(await fixture.owner.call.device.reportLost({ id: owners.id })).toMatchObject({ cause: "reported_lost" });
  });

  it("stays off when its user is switched off and returns, and goes with a deletion", async () => {
    await using fixture = await openFixture();
    const { call, id, device } = await aMember(fixture);
    const other = await fixture.aDevice(id);
    await call.device.reportLost({ id: device });
    await fixture.admin.call.user.deactivate({ id });
    await fixture.drainCascades();
    await fixture.admin.call.user.reactivate({ id });
    await fixture.drainCascades();
    expect(await fixture.admin.call.device.get({ id: device })).toMatchObject({ cause: "reported_lost" });
    expect(await fixture.admin.call.device.get({ id: other.id })).toMatchObject({ active: true });
    await fixture.admin.call.user.delete({ id });
    await fixture.drainCascades();
    expect(await refusalOf(fixture.admin.call.device.get({ id: device }))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("reported while its user's return is on its way, does not come back with them", async () => {
    await using fixture = await openFixture();
    const { id, device } = await aMember(fixture);
    await fixture.admin.call.user.deactivate({ id });
    await fixture.drainCascades();
    await fixture.admin.call.user.reactivate({ id });
    const { call } = await fixture.signIn(id);
    expect(await call.device.reportLost({ id: device })).toMatchObject({ cause: "reported_lost" });
    await fixture.drainCascades();
    expect(await call.device.get({ id: device })).toMatchObject({ cause: "reported_lost" });
  });

  it("leaves what an administrator switched off to them", async () => {
    await using fixture = await openFixture();
    const { call, device } = await aMember(fixture);
    await fixture.admin.call.device.deactivate({ id: device });
    expect(await call.device.reportLost({ id: device })).toMatchObject({ cause: "admin" });
    await fixture.admin.call.tenant.update({ restoreLostDevices: true });
    await prove(fixture, await fixture.signIn((await call.account.me()).id), "totp");
    expect(await refusalOf(call.device.reactivate({ id: device }))).toMatchObject({ reason: "permission_missing" });
  });
});

describe("switching it on again", () => {
  it("takes device:deactivate, or where the tenant allows it a fresh second factor", async () => {
    await using fixture = await openFixture();
    const member = await aMember(fixture);
    const { call, device } = member;
    await call.device.reportLost({ id: device });
    const back = () => call.device.reactivate({ id: device });
    await prove(fixture, member, "totp");
    expect(await refusalOf(back())).toMatchObject({ code: "FORBIDDEN", reason: "permission_missing" });
    expect((await fixture.admin.call.tenant.get()).restoreLostDevices).toBe(false);
    await fixture.admin.call.tenant.update({ restoreLostDevices: true });
    await prove(fixture, member, "totp", 11);
    expect(await refusalOf(back())).toMatchObject({ code: "FORBIDDEN", reason: "confirmation_required" });
    await prove(fixture, member, "password");
    expect(await refusalOf(back())).toMatchObject({ code: "FORBIDDEN", reason: "factor_required" });
    await prove(fixture, member, "totp");
    expect(await back()).toMatchObject({ active: true, cause: null });

    await call.device.reportLost({ id: device });
    expect(await fixture.admin.call.device.reactivate({ id: device })).toMatchObject({ active: true });
  });
});
