import { randomUUID } from "node:crypto";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const aLaptop = () => ({ name: "laptop", platform: "linux" as const, publicKey: aPublicKey() });

/** A tenant that approves devices, and a member without any right. */
async function fixtureWithApproval() {
  const fixture = await openFixture();
  await fixture.admin.call.tenant.update({ approveDevices: true });
  return {
    fixture,
    member: await fixture.aPerson({ role: "BASIC" }),
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
}

const mayConnect = async (fixture: Fixture, id: string) =>
  (await fixture.inScope((tx) => tx.execute(sql`select from access where device_id = ${id}`))).length === 1;

it("is asked of nobody where the tenant does not", async () => {
  await using fixture = await openFixture();
  expect(await fixture.admin.call.tenant.get()).toMatchObject({ approveDevices: false });
  const member = await fixture.aPerson({ role: "BASIC" });
  const device = await member.call.device.register(aLaptop());
  expect(device).toMatchObject({ approvedAt: expect.any(String) as string, denials: [] });
  expect(await mayConnect(fixture, device.id)).toBe(true);
});

it("keeps out what a member registers until an administrator lets it in", async () => {
  await using testBed = await fixtureWithApproval();
  const { fixture, member } = testBed;
  const { admin } = fixture;
  const device = await member.call.device.register(aLaptop());
  expect(device).toMatchObject({ active: true, status: "offline", approvedAt: null, denials: ["not_approved"] });
  expect(device.allowedIps).toHaveLength(1);
  expect(await mayConnect(fixture, device.id)).toBe(false);
  expect((await admin.call.device.list({ awaitingApproval: true })).items.map(({ id }) => id)).toEqual([device.id]);

  const approved = await admin.call.device.approve({ id: device.id });
  expect(approved).toMatchObject({ approvedAt: expect.any(String) as string, denials: [] });
  expect(await mayConnect(fixture, device.id)).toBe(true);
  expect(await admin.call.device.approve({ id: device.id })).toEqual(approved);
  expect((await admin.call.device.list({ awaitingApproval: true })).items).toEqual([]);
  expect((await admin.call.audit.list({ action: ["device.approved"] })).total.count).toBe(1);
});

it("is given with the registration by whoever holds device:write, for oneself and for others", async () => {
  await using testBed = await fixtureWithApproval();
  const { fixture, member } = testBed;
  const desk = await fixture.aPerson({ permissions: ["device:write"] });
  const approved = { approvedAt: expect.any(String) as string, denials: [] };
  expect(await desk.call.device.register(aLaptop())).toMatchObject(approved);
  expect(await desk.call.device.register({ ...aLaptop(), userId: member.id })).toMatchObject(approved);
  // Seeing and switching off is not letting in.
  const other = await fixture.aPerson({ permissions: ["device:read", "device:deactivate"] });
  expect(await other.call.device.register(aLaptop())).toMatchObject({ approvedAt: null });
});

it("is not given to the waiting by asking for it no more", async () => {
  await using testBed = await fixtureWithApproval();
  const { fixture, member } = testBed;
  const { id } = await member.call.device.register(aLaptop());
  await fixture.admin.call.tenant.update({ approveDevices: false });
  expect(await member.call.device.get({ id })).toMatchObject({ approvedAt: null, denials: ["not_approved"] });
  expect(await member.call.device.register(aLaptop())).toMatchObject({ denials: [] });
});

it("does not switch on what is off", async () => {
  await using testBed = await fixtureWithApproval();
  const { fixture, member } = testBed;
  const { admin } = fixture;
  const { id } = await member.call.device.register(aLaptop());
  await admin.call.device.deactivate({ id });
  expect(await admin.call.device.approve({ id })).toMatchObject({ cause: "admin", denials: ["deactivated"] });
  expect(await mayConnect(fixture, id)).toBe(false);
});

it("is refused by removing, which whoever waits may do too", async () => {
  await using testBed = await fixtureWithApproval();
  const { fixture, member } = testBed;
  const [one, other] = [await member.call.device.register(aLaptop()), await member.call.device.register(aLaptop())];
  await fixture.admin.call.device.remove({ id: one.id });
  expect(await refusalOf(fixture.admin.call.device.approve({ id: one.id }))).toMatchObject({ code: "NOT_FOUND" });
  expect(await member.call.device.remove({ id: other.id })).toEqual({ id: other.id });
});

it("is for nobody to give themselves, nor without the permission, nor to another tenant's", async () => {
  await using testBed = await fixtureWithApproval();
  const { fixture, member } = testBed;
  const { id } = await member.call.device.register(aLaptop());
  const auditor = await fixture.aPerson({ role: "AUDITOR" });
  for (const { call } of [member, auditor]) {
    expect(await refusalOf(call.device.approve({ id }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "permission_missing",
    });
  }
  const other = await fixture.aTenant();
  expect(await refusalOf(other.owner.call.device.approve({ id }))).toEqual(
    await refusalOf(other.owner.call.device.approve({ id: randomUUID() })),
  );
  expect(await refusalOf(fixture.admin.call.device.approve({ id: "x" }))).toMatchObject({ code: "BAD_REQUEST" });
  expect(await member.call.device.get({ id })).toMatchObject({ approvedAt: null });
});

it("is no answer for the ceiling: nobody lets in a device of somebody above them", async () => {
  await using testBed = await fixtureWithApproval();
  const { fixture } = testBed;
  const stronger = await fixture.aPerson({ permissions: ["audit:read"] });
  const desk = await fixture.aPerson({ permissions: ["device:write"] });
  const { id } = await stronger.call.device.register(aLaptop());
  expect(await refusalOf(desk.call.device.approve({ id }))).toMatchObject({ reason: "privilege_ceiling" });
});

it("lets in the key that was seen, and not one that came in its place meanwhile", async () => {
  await using testBed = await fixtureWithApproval();
  const { fixture, member } = testBed;
  const { id, publicKey } = await member.call.device.register(aLaptop());
  await member.call.device.rotateKey({ id, publicKey: aPublicKey() });
  expect(await refusalOf(fixture.admin.call.device.approve({ id, ifPublicKey: publicKey }))).toMatchObject({
    code: "CONFLICT",
    reason: "device_key_changed",
    field: "ifPublicKey",
  });
  expect(await mayConnect(fixture, id)).toBe(false);
  const { publicKey: ifPublicKey } = await fixture.admin.call.device.get({ id });
  expect(await fixture.admin.call.device.approve({ id, ifPublicKey })).toMatchObject({ denials: [] });
});
