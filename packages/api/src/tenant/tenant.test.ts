import { passkeys } from "@portcullis/db/schema/second-factors";
import { describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

/** A passkey that nobody holds: enough to count as a second factor. */
const giveFactor = (fixture: Fixture, userId: string) =>
  fixture.inScope((tx) =>
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
    await using fixture = await openFixture();
    const support = await fixture.aPerson({ role: "SUPPORT" });
    await fixture.aPerson({ role: "AUDITOR" });
    await fixture.aUser({ role: "ADMIN", status: "inactive" });
    const member = await fixture.aPerson({ role: "BASIC" });
    const [role] = (await fixture.owner.call.user.get({ id: support.id })).roles;
    await fixture.aGroup({ memberIds: [member.id, support.id], roleIds: [role?.id ?? ""] });
    const auditor = await fixture.aPerson({ permissions: ["tenant:read"] });
    expect(await auditor.call.tenant.get()).toMatchObject({
      id: fixture.tenantId,
      name: "Test tenant",
      maxDevices: 5,
      secondFactorPolicy: "optional",
      // Owner, administrator, support, and the member through the group.
      administratorsWithoutFactor: 4,
      owner: { id: fixture.owner.id },
      ownershipOffer: null,
    });
    await giveFactor(fixture, member.id);
    expect(await auditor.call.tenant.get()).toMatchObject({ administratorsWithoutFactor: 3 });
  });

  it("change only what is said, and move the limit of whoever has none of their own", async () => {
    await using fixture = await openFixture();
    const user = await fixture.aUser();
    const before = await fixture.admin.call.tenant.get();
    const after = await fixture.admin.call.tenant.update({ maxDevices: 9 });
    expect(after).toEqual({ ...before, maxDevices: 9, updatedAt: expect.any(String) as string });
    expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
    expect((await fixture.admin.call.user.get({ id: user.id })).deviceLimit).toMatchObject({ value: 9 });
    expect(await fixture.admin.call.tenant.update({ maxDevices: 9, name: before.name })).toEqual(after);
    expect((await fixture.admin.call.audit.list({ action: ["tenant.updated"] })).total.count).toBe(1);
  });

  it("say what a gateway does without the console, within bounds", async () => {
    await using fixture = await openFixture();
    const failClosed = { gatewayUnreachable: "fail_closed", gatewayGrace: 60 } as const;
    expect(await fixture.admin.call.tenant.get()).toMatchObject({ gatewayUnreachable: "keep", gatewayGrace: 300 });
    expect(await fixture.admin.call.tenant.update(failClosed)).toMatchObject(failClosed);
    expect(await refusalOf(fixture.admin.call.tenant.update({ gatewayGrace: 29 }))).toMatchObject({
      code: "BAD_REQUEST",
      field: "gatewayGrace",
    });
  });

  it("limit how many people one may switch off within an hour, by a number or by the share of all", async () => {
    await using fixture = await openFixture();
    const { call } = fixture.admin;
    const user = await fixture.aUser();
    await call.user.deactivate({ id: (await fixture.aUser()).id });
    expect(await call.tenant.update({ brakeLimit: 1 })).toMatchObject({ brakeLimit: 1 });
    expect(await refusalOf(call.user.deactivate({ id: user.id }))).toMatchObject({ reason: "brake" });
    expect(await refusalOf(call.tenant.update({ brakeLimit: 0 }))).toMatchObject({ field: "brakeLimit" });
    expect(await call.tenant.update({ brakeLimit: null })).toMatchObject({ brakeLimit: null });
    expect(await call.user.deactivate({ id: user.id })).toMatchObject({ status: "inactive" });
  });

  it("of two who saw the same ones let the first save", async () => {
    await using fixture = await openFixture();
    const { updatedAt: ifUpdatedAt } = await fixture.admin.call.tenant.get();
    await fixture.admin.call.tenant.update({ name: "One", ifUpdatedAt });
    expect(await refusalOf(fixture.owner.call.tenant.update({ name: "Two", ifUpdatedAt }))).toMatchObject({
      code: "CONFLICT",
      reason: "stale_write",
      field: "ifUpdatedAt",
    });
    expect(await fixture.admin.call.tenant.get()).toMatchObject({ name: "One" });
  });

  it("are another tenant's own", async () => {
    await using fixture = await openFixture();
    const other = await fixture.aTenant();
    const theirs = await other.owner.call.tenant.get();
    await fixture.owner.call.tenant.update({ name: "Mine now" });
    expect(await other.owner.call.tenant.get()).toEqual(theirs);
  });
});

describe("asking administrators for a second factor", () => {
  it("is refused to whoever has none: they would lock themselves out", async () => {
    await using fixture = await openFixture();
    expect(await refusalOf(fixture.admin.call.tenant.update(policy))).toMatchObject({
      code: "FORBIDDEN",
      reason: "factor_required",
    });
    expect(await fixture.admin.call.tenant.get()).toMatchObject({ secondFactorPolicy: "optional" });
  });

  it("sends every administrator without one to set it up at their next click, and nobody else", async () => {
    await using fixture = await openFixture();
    const auditor = await fixture.aPerson({ role: "AUDITOR" });
    await giveFactor(fixture, fixture.admin.id);
    expect(await fixture.admin.call.tenant.update(policy)).toMatchObject({ ...policy, administratorsWithoutFactor: 1 });
    expect(await refusalOf(fixture.owner.call.tenant.get())).toMatchObject({ reason: "second_factor_required" });
    expect(await auditor.call.tenant.get()).toMatchObject(policy);
    await fixture.admin.call.tenant.update({ secondFactorPolicy: "optional" });
    expect(await fixture.owner.call.tenant.get()).toMatchObject({ secondFactorPolicy: "optional" });
  });
});
