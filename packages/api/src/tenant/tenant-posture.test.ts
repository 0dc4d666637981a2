import type { PostureProposal, UpdatePosture } from "@portcullis/domain/tenant-posture";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { reasonsOf } from "../testing/settled.ts";
import { tenantDigest } from "../testing/tenant-digest.ts";

const good = { checks: { firewall: true }, osVersion: "13.1" };
const bad = { checks: { firewall: false }, osVersion: "13.1" };
const firewall = { platform: "linux" as const, checks: ["firewall" as const], minimumVersion: null };
const required: PostureProposal = { enforcement: "required", maxAgeMinutes: 60, rules: [firewall] };

/** A device that said this of itself. */
async function aReported(fixture: Fixture, report: typeof good) {
  const user = await fixture.aUser();
  const device = await fixture.aDevice(user.id);
  await (await fixture.aReporter(device.id)).call.device.reportPosture(report);
  return device;
}

it("asks nothing at first, and what it is told from then on, in one order", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const start = await call.tenant.posture();
  expect(start).toEqual({ enforcement: "advisory", maxAgeMinutes: 60, rules: [], updatedAt: expect.any(String) });
  const windows = { platform: "windows" as const, checks: [], minimumVersion: "10.0.22631" };
  const macos = {
    platform: "macos" as const,
    checks: ["screenLock" as const, "diskEncryption" as const],
    minimumVersion: "15.1",
  };
  const saved = await call.tenant.updatePosture({ rules: [windows, macos] });
  expect(saved.rules).toEqual([{ ...macos, checks: ["diskEncryption", "screenLock"] }, windows]);
  expect(await call.tenant.posture()).toEqual(saved);
  expect(Date.parse(saved.updatedAt)).toBeGreaterThan(Date.parse(start.updatedAt));
  const kept = await call.tenant.updatePosture({ enforcement: "required", maxAgeMinutes: 5 });
  expect(kept).toMatchObject({ enforcement: "required", maxAgeMinutes: 5, rules: saved.rules });
  expect((await call.tenant.updatePosture({ rules: [] })).rules).toEqual([]);
});

it("leaves no trace where nothing changes", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const saved = await call.tenant.updatePosture(required);
  const before = await tenantDigest(fixture, fixture.tenantId);
  expect(await call.tenant.updatePosture(required)).toEqual(saved);
  expect(await call.tenant.updatePosture({})).toEqual(saved);
  expect(await tenantDigest(fixture, fixture.tenantId)).toEqual(before);
});

it("does not overwrite what somebody else saved, also at the same moment", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const { updatedAt } = await call.tenant.posture();
  const settled = await Promise.allSettled(
    [10, 20, 30].map((maxAgeMinutes) => call.tenant.updatePosture({ maxAgeMinutes, ifUpdatedAt: updatedAt })),
  );
  expect(await reasonsOf(settled)).toEqual(["stale_write", "stale_write"]);
});

it("refuses what is no posture, saved or proposed", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  for (const change of [
    { rules: [firewall, { ...firewall, minimumVersion: "12" }] },
    { rules: [{ ...firewall, checks: [] }] },
    { maxAgeMinutes: 4 },
    { maxAgeMinutes: 10_081 },
    { maxAgeMinutes: 7.5 },
    { enforcement: "sometimes" },
    { rule: [] },
  ]) {
    const refused = { code: "BAD_REQUEST", reason: "input_invalid" };
    expect(await refusalOf(call.tenant.updatePosture(change as UpdatePosture))).toMatchObject(refused);
    const proposal = { ...required, ...change } as PostureProposal;
    expect(await refusalOf(call.tenant.postureImpact(proposal))).toMatchObject(refused);
  }
});

it("is seen with tenant:read and changed with tenant:write", async () => {
  await using fixture = await openFixture();
  const { call } = await fixture.aPerson({ permissions: ["tenant:read"] });
  expect(await call.tenant.posture()).toMatchObject({ rules: [] });
  expect(await call.tenant.postureImpact(required)).toMatchObject({ loseAccess: 0 });
  expect(await refusalOf(call.tenant.updatePosture(required))).toMatchObject({ reason: "permission_missing" });
  const member = await fixture.aPerson({ role: "BASIC" });
  expect(await refusalOf(member.call.tenant.posture())).toMatchObject({ reason: "permission_missing" });
  expect(await refusalOf(member.call.tenant.postureImpact(required))).toMatchObject({ reason: "permission_missing" });
});

it("is one tenant's own", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  await other.aDevice(other.owner.id);
  await fixture.admin.call.tenant.updatePosture(required);
  expect(await other.admin.call.tenant.posture()).toMatchObject({ enforcement: "advisory", rules: [] });
  expect(await fixture.admin.call.tenant.postureImpact(required)).toEqual({
    compliant: 0,
    nonCompliant: 0,
    unknown: 0,
    notRequired: 0,
    loseAccess: 0,
  });
});

it("counts what a proposal would come to, and what it then comes to, leaving everything as it is", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  await aReported(fixture, good);
  await aReported(fixture, bad);
  await fixture.aDevice((await fixture.aUser()).id);
  const off = await fixture.aDevice((await fixture.aUser()).id, { cause: "admin" });
  await fixture.aDevice((await fixture.aUser()).id, { platform: "macos" });
  const before = await tenantDigest(fixture, fixture.tenantId);
  const impact = await call.tenant.postureImpact(required);
  // The one that is switched off is asked as well, and has nothing to lose.
  expect(impact).toEqual({ compliant: 1, nonCompliant: 1, unknown: 2, notRequired: 1, loseAccess: 2 });
  expect(await call.tenant.postureImpact({ ...required, enforcement: "advisory" })).toEqual({
    ...impact,
    loseAccess: 0,
  });
  expect(await tenantDigest(fixture, fixture.tenantId)).toEqual(before);

  await call.tenant.updatePosture(required);
  const { items } = await call.device.list({});
  const count = (compliance: string) => items.filter((device) => device.compliance === compliance).length;
  expect([count("compliant"), count("non_compliant"), count("unknown"), count("not_required")]).toEqual([1, 1, 2, 1]);
  const barred = items.filter(({ denials }) => denials.includes("not_compliant"));
  expect(barred.filter(({ id }) => id !== off.id)).toHaveLength(impact.loseAccess);
  // Who has no access any more cannot lose it again.
  expect(await call.tenant.postureImpact(required)).toEqual({ ...impact, loseAccess: 0 });
});

it("counts no device of somebody who is being deleted", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aUser();
  await fixture.aDevice(user.id);
  await fixture.admin.call.user.delete({ id: user.id });
  expect(await fixture.admin.call.tenant.postureImpact(required)).toMatchObject({ unknown: 0, loseAccess: 0 });
});

it("tells of a preview to nobody", async () => {
  await using fixture = await openFixture();
  const heard: unknown[] = [];
  const end = fixture.listener.subscribe((change) => heard.push(change));
  await aReported(fixture, good);
  await fixture.admin.call.tenant.postureImpact(required);
  // Notifications come in the order of the commits: this one after any other.
  await fixture.inScope((tx) =>
    tx.execute(sql`select pg_notify('portcullis', ${JSON.stringify({ tenantId: "last" })})`),
  );
  await expect.poll(() => heard.at(-1)).toEqual({ tenantId: "last" });
  end();
  expect(heard).not.toContainEqual(expect.objectContaining({ access: true }));
});

it("waits for a change that is under way, and sees it", async () => {
  await using fixture = await openFixture();
  const device = await aReported(fixture, bad);
  let impact: Promise<{ loseAccess: number }> | undefined;
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`select from tenants for no key update`);
    impact = fixture.admin.call.tenant.postureImpact(required);
    await tx.execute(sql`update devices set cause = 'admin', deactivated_at = now() where id = ${device.id}`);
  });
  expect(await impact).toMatchObject({ loseAccess: 0 });
});
