import { passkeys } from "@portcullis/db/schema/second-factors";
import { describe, expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld, type World } from "../testing/world.ts";

/** A passkey that nobody holds: enough to count as a second factor. */
const giveFactor = (world: World, userId: string) =>
  world.inScope((tx) =>
    tx.insert(passkeys).values({
      tenantId: tx.tenantId,
      id: crypto.randomUUID(),
      userId,
      name: "key",
      credentialId: Buffer.from(userId),
      publicKey: Buffer.from("x"),
      counter: 0,
      transports: [],
    }),
  );

const policy = { secondFactorPolicy: "administrators" } as const;

describe("the tenant's settings", () => {
  it("are read with the owner and how many administrators lack a second factor", async () => {
    await using world = await testWorld();
    const support = await world.aPerson({ role: "SUPPORT" });
    await world.aPerson({ role: "AUDITOR" });
    await world.aUser({ role: "ADMIN", status: "inactive" });
    const member = await world.aPerson({ role: "BASIC" });
    const [role] = (await world.owner.call.user.get({ id: support.id })).roles;
    await world.aGroup({ memberIds: [member.id, support.id], roleIds: [role?.id ?? ""] });
    const auditor = await world.aPerson({ permissions: ["tenant:read"] });
    expect(await auditor.call.tenant.get()).toMatchObject({
      id: world.tenantId,
      name: "Test tenant",
      maxDevices: 5,
      secondFactorPolicy: "optional",
      // Owner, administrator, support, and the member through the group.
      administratorsWithoutFactor: 4,
      owner: { id: world.owner.id },
      ownershipOffer: null,
    });
    await giveFactor(world, member.id);
    expect(await auditor.call.tenant.get()).toMatchObject({ administratorsWithoutFactor: 3 });
  });

  it("change only what is said, and move the limit of whoever has none of their own", async () => {
    await using world = await testWorld();
    const user = await world.aUser();
    const before = await world.admin.call.tenant.get();
    const after = await world.admin.call.tenant.update({ maxDevices: 9 });
    expect(after).toEqual({ ...before, maxDevices: 9, updatedAt: expect.any(Date) as Date });
    expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime());
    expect((await world.admin.call.user.get({ id: user.id })).deviceLimit).toMatchObject({ value: 9 });
    expect(await world.admin.call.tenant.update({ maxDevices: 9, name: before.name })).toEqual(after);
    expect((await world.admin.call.audit.list({ action: ["tenant.updated"] })).total.count).toBe(1);
  });

  it("say what a gateway does without the console, within bounds", async () => {
    await using world = await testWorld();
    const failClosed = { gatewayUnreachable: "fail_closed", gatewayGrace: 60 } as const;
    expect(await world.admin.call.tenant.get()).toMatchObject({ gatewayUnreachable: "keep", gatewayGrace: 300 });
    expect(await world.admin.call.tenant.update(failClosed)).toMatchObject(failClosed);
    expect(await refusalOf(world.admin.call.tenant.update({ gatewayGrace: 29 }))).toMatchObject({
      code: "BAD_REQUEST",
      field: "gatewayGrace",
    });
  });

  it("of two who saw the same ones let the first save", async () => {
    await using world = await testWorld();
    const { updatedAt: ifUpdatedAt } = await world.admin.call.tenant.get();
    await world.admin.call.tenant.update({ name: "One", ifUpdatedAt });
    expect(await refusalOf(world.owner.call.tenant.update({ name: "Two", ifUpdatedAt }))).toMatchObject({
      code: "CONFLICT",
      reason: "stale_write",
      field: "ifUpdatedAt",
    });
    expect(await world.admin.call.tenant.get()).toMatchObject({ name: "One" });
  });

  it("are another tenant's own", async () => {
    await using world = await testWorld();
    const other = await world.aTenant();
    const theirs = await other.owner.call.tenant.get();
    await world.owner.call.tenant.update({ name: "Mine now" });
    expect(await other.owner.call.tenant.get()).toEqual(theirs);
  });
});

describe("asking administrators for a second factor", () => {
  it("is refused to whoever has none: they would lock themselves out", async () => {
    await using world = await testWorld();
    expect(await refusalOf(world.admin.call.tenant.update(policy))).toMatchObject({
      code: "FORBIDDEN",
      reason: "factor_required",
    });
    expect(await world.admin.call.tenant.get()).toMatchObject({ secondFactorPolicy: "optional" });
  });

  it("sends every administrator without one to set it up at their next click, and nobody else", async () => {
    await using world = await testWorld();
    const auditor = await world.aPerson({ role: "AUDITOR" });
    await giveFactor(world, world.admin.id);
    expect(await world.admin.call.tenant.update(policy)).toMatchObject({ ...policy, administratorsWithoutFactor: 1 });
    expect(await refusalOf(world.owner.call.tenant.get())).toMatchObject({ reason: "second_factor_required" });
    expect(await auditor.call.tenant.get()).toMatchObject(policy);
    await world.admin.call.tenant.update({ secondFactorPolicy: "optional" });
    expect(await world.owner.call.tenant.get()).toMatchObject({ secondFactorPolicy: "optional" });
  });
});
