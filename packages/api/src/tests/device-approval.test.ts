import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld, type World } from "../testing/world.ts";

const aLaptop = () => ({ name: "laptop", platform: "linux" as const, publicKey: aPublicKey() });

/** A tenant that approves devices, and a member without any right. */
async function anApprovingWorld() {
  const world = await testWorld();
  await world.admin.call.tenant.update({ approveDevices: true });
  return {
    world,
    member: await world.aPerson({ role: "BASIC" }),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

const mayConnect = async (world: World, id: string) =>
  (await world.inScope((tx) => tx.execute(sql`select from access where device_id = ${id}`))).length === 1;

it("is asked of nobody where the tenant does not", async () => {
  await using world = await testWorld();
  expect(await world.admin.call.tenant.get()).toMatchObject({ approveDevices: false });
  const member = await world.aPerson({ role: "BASIC" });
  const device = await member.call.device.register(aLaptop());
  expect(device).toMatchObject({ approvedAt: expect.any(Date) as Date, denials: [] });
  expect(await mayConnect(world, device.id)).toBe(true);
});

it("keeps out what a member registers until an administrator lets it in", async () => {
  await using ground = await anApprovingWorld();
  const { world, member } = ground;
  const { admin } = world;
  const device = await member.call.device.register(aLaptop());
  expect(device).toMatchObject({ active: true, status: "offline", approvedAt: null, denials: ["not_approved"] });
  expect(device.allowedIps).toHaveLength(1);
  expect(await mayConnect(world, device.id)).toBe(false);
  expect((await admin.call.device.list({ awaitingApproval: true })).items.map(({ id }) => id)).toEqual([device.id]);

  const approved = await admin.call.device.approve({ id: device.id });
  expect(approved).toMatchObject({ approvedAt: expect.any(Date) as Date, denials: [] });
  expect(await mayConnect(world, device.id)).toBe(true);
  expect(await admin.call.device.approve({ id: device.id })).toEqual(approved);
  expect((await admin.call.device.list({ awaitingApproval: true })).items).toEqual([]);
  expect((await admin.call.audit.list({ action: ["device.approved"] })).total.count).toBe(1);
});

it("is given with the registration by whoever holds device:write, for oneself and for others", async () => {
  await using ground = await anApprovingWorld();
  const { world, member } = ground;
  const desk = await world.aPerson({ permissions: ["device:write"] });
  const approved = { approvedAt: expect.any(Date) as Date, denials: [] };
  expect(await desk.call.device.register(aLaptop())).toMatchObject(approved);
  expect(await desk.call.device.register({ ...aLaptop(), userId: member.id })).toMatchObject(approved);
  // Seeing and switching off is not letting in.
  const other = await world.aPerson({ permissions: ["device:read", "device:deactivate"] });
  expect(await other.call.device.register(aLaptop())).toMatchObject({ approvedAt: null });
});

it("is not given to the waiting by asking for it no more", async () => {
  await using ground = await anApprovingWorld();
  const { world, member } = ground;
  const { id } = await member.call.device.register(aLaptop());
  await world.admin.call.tenant.update({ approveDevices: false });
  expect(await member.call.device.get({ id })).toMatchObject({ approvedAt: null, denials: ["not_approved"] });
  expect(await member.call.device.register(aLaptop())).toMatchObject({ denials: [] });
});

it("does not switch on what is off", async () => {
  await using ground = await anApprovingWorld();
  const { world, member } = ground;
  const { admin } = world;
  const { id } = await member.call.device.register(aLaptop());
  await admin.call.device.deactivate({ id });
  expect(await admin.call.device.approve({ id })).toMatchObject({ cause: "admin", denials: ["deactivated"] });
  expect(await mayConnect(world, id)).toBe(false);
});

it("is refused by removing, which whoever waits may do too", async () => {
  await using ground = await anApprovingWorld();
  const { world, member } = ground;
  const [one, other] = [await member.call.device.register(aLaptop()), await member.call.device.register(aLaptop())];
  await world.admin.call.device.remove({ id: one.id });
  expect(await refusalOf(world.admin.call.device.approve({ id: one.id }))).toMatchObject({ code: "NOT_FOUND" });
  expect(await member.call.device.remove({ id: other.id })).toEqual({ id: other.id });
});

it("is for nobody to give themselves, nor without the permission, nor to another tenant's", async () => {
  await using ground = await anApprovingWorld();
  const { world, member } = ground;
  const { id } = await member.call.device.register(aLaptop());
  const auditor = await world.aPerson({ role: "AUDITOR" });
  for (const { call } of [member, auditor]) {
    expect(await refusalOf(call.device.approve({ id }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "permission_missing",
    });
  }
  const other = await world.aTenant();
  expect(await refusalOf(other.owner.call.device.approve({ id }))).toEqual(
    await refusalOf(other.owner.call.device.approve({ id: randomUUID() })),
  );
  expect(await refusalOf(world.admin.call.device.approve({ id: "x" }))).toMatchObject({ code: "BAD_REQUEST" });
  expect(await member.call.device.get({ id })).toMatchObject({ approvedAt: null });
});

it("is no answer for the ceiling: nobody lets in a device of somebody above them", async () => {
  await using ground = await anApprovingWorld();
  const { world } = ground;
  const stronger = await world.aPerson({ permissions: ["audit:read"] });
  const desk = await world.aPerson({ permissions: ["device:write"] });
  const { id } = await stronger.call.device.register(aLaptop());
  expect(await refusalOf(desk.call.device.approve({ id }))).toMatchObject({ reason: "privilege_ceiling" });
});

it("lets in the key that was seen, and not one that came in its place meanwhile", async () => {
  await using ground = await anApprovingWorld();
  const { world, member } = ground;
  const { id, publicKey } = await member.call.device.register(aLaptop());
  await member.call.device.rotateKey({ id, publicKey: aPublicKey() });
  expect(await refusalOf(world.admin.call.device.approve({ id, ifPublicKey: publicKey }))).toMatchObject({
    code: "CONFLICT",
    reason: "device_key_changed",
    field: "ifPublicKey",
  });
  expect(await mayConnect(world, id)).toBe(false);
  const { publicKey: ifPublicKey } = await world.admin.call.device.get({ id });
  expect(await world.admin.call.device.approve({ id, ifPublicKey })).toMatchObject({ denials: [] });
});
