import { randomUUID } from "node:crypto";
import { roles } from "@portcullis/db/schema/roles";
import { countMax, totalCap } from "@portcullis/domain/page";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const idsOf = ({ items }: { items: readonly { readonly id: string }[] }) => items.map(({ id }) => id).toSorted();

async function administratorRole(fixture: Fixture): Promise<string> {
  const [role] = await fixture.inScope((tx) =>
    tx
      .select({ id: roles.id })
      .from(roles)
      .where(and(eq(roles.tenantId, tx.tenantId), eq(roles.system, "ADMIN"))),
  );
  return role?.id ?? "";
}

it("lists the administrators without a second factor, as many as the settings count", async () => {
  await using fixture = await openFixture();
  const withFactor = await fixture.aUser({ role: "ADMIN" });
  await fixture.aPasskey(withFactor.id);
  await fixture.aUser({ role: "BASIC" });
  const { call } = fixture.owner;
  const listed = await call.user.list({ concern: "administrator_without_factor" });
  expect(idsOf(listed)).toEqual([fixture.owner.id, fixture.admin.id].toSorted());
  expect((await call.user.count({ concern: "administrator_without_factor" })).count).toBe(
    (await call.tenant.get()).administratorsWithoutFactor,
  );
  // Together with a search, as everywhere in the list.
  const { email } = await call.user.get({ id: fixture.admin.id });
  expect(idsOf(await call.user.list({ concern: "administrator_without_factor", search: email }))).toEqual([
    fixture.admin.id,
  ]);
});

it("lists who is over the limit and whose invitation ends soon, as the overview counts them", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  const over = await fixture.aUser({ maxDevices: 0 });
  await fixture.aDevice(over.id);
  await fixture.aDevice((await fixture.aUser()).id);
  const email = `${randomUUID()}@people.test`;
  await call.user.invite({ people: [{ email }, { email: `${randomUUID()}@people.test` }] });
  await fixture.inScope((tx) =>
    tx.execute(sql`update invitations i set expires_at = now() + interval '3 hours' from users u
      where u.tenant_id = i.tenant_id and u.id = i.user_id and u.email = ${email}`),
  );
  const { attention } = await call.overview.get();
  const overLimit = await call.user.list({ concern: "over_device_limit" });
  expect(idsOf(overLimit)).toEqual([over.id]);
  expect(await call.user.count({ concern: "over_device_limit" })).toEqual(attention.overLimit.total);
  const expiring = await call.user.list({ concern: "invitation_expiring" });
  expect(idsOf(expiring)).toEqual(attention.expiringInvitations?.items.map(({ user }) => user.id));
  expect(await call.user.count({ concern: "invitation_expiring" })).toEqual(attention.expiringInvitations?.total);
});

it("needs the permission of the count", async () => {
  await using fixture = await openFixture();
  const reader = await fixture.aPerson({ permissions: ["user:read"] });
  for (const concern of ["administrator_without_factor", "invitation_expiring"] as const) {
    expect(await refusalOf(reader.call.user.list({ concern }))).toMatchObject({ reason: "permission_missing" });
    expect(await refusalOf(reader.call.user.count({ concern }))).toMatchObject({ reason: "permission_missing" });
  }
  expect(await reader.call.user.list({ concern: "over_device_limit" })).toMatchObject({ items: [] });
});

it("finds the owner among the administrators, and the role counts the same people", async () => {
  await using fixture = await openFixture();
  const roleId = await administratorRole(fixture);
  const { call } = fixture.owner;
  const listed = await call.user.list({ roleId });
  expect(idsOf(listed)).toEqual([fixture.owner.id, fixture.admin.id].toSorted());
  expect((await call.role.get({ id: roleId })).holders.users).toBe((await call.user.count({ roleId })).count);
  const { email } = await call.user.get({ id: fixture.owner.id });
  expect(idsOf(await call.user.list({ roleId, search: email }))).toEqual([fixture.owner.id]);
});

it("counts all of a large tenant: devices that do not comply, unknown ones apart, and the whole lists", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aUser();
  const many = totalCap + 5;
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`insert into devices (tenant_id, id, user_id, name, platform, public_key, approved_at)
      select ${tx.tenantId}, gen_random_uuid(), ${user.id}, 'device ' || n, 'other', 'key ' || n, now() from generate_series(1, ${many}) n`);
    await tx.execute(
      sql`insert into posture_rules (tenant_id, platform, checks) values (${tx.tenantId}, 'linux', '{"firewall": true}')`,
    );
  });
  // Last in every order, so that whoever looks at the first ten thousand misses them.
  const [failing, silent] = [await fixture.aDevice(user.id, { name: "zz failing" }), await fixture.aDevice(user.id)];
  const reporter = await fixture.aReporter(failing.id);
  await reporter.call.device.reportPosture({ checks: { firewall: false }, osVersion: null });
  const { call } = fixture.owner;
  const { devices, countedAt } = await call.overview.get();
  const exactly = (count: number) => ({ count, exact: true });
  expect(devices).toMatchObject({
    total: exactly(many + 2),
    nonCompliant: exactly(1),
    postureUnknown: exactly(1),
  });
  expect(countedAt).toEqual(expect.any(String));
  expect(await call.device.count({})).toEqual(exactly(many + 2));
  expect(idsOf(await call.device.list({ compliance: ["non_compliant"] }))).toEqual([failing.id]);
  expect(idsOf(await call.device.list({ compliance: ["unknown"] }))).toEqual([silent.id]);
  // A user's own figure tells them apart as well.
  expect((await call.user.get({ id: user.id })).deviceCounts.nonCompliant).toBe(1);
  expect((await call.user.list({ search: (await call.user.get({ id: user.id })).email })).items).toMatchObject([
    { deviceCounts: { nonCompliant: 1 } },
  ]);
});

it("counts all people of a large tenant, with and without a status", async () => {
  await using fixture = await openFixture();
  const many = totalCap + 5;
  await fixture.inScope((tx) =>
    tx.execute(sql`insert into users (tenant_id, id, email, status)
      select ${tx.tenantId}, gen_random_uuid(), 'p' || n || '@people.test', case when n = 1 then 'inactive' else 'pending' end
      from generate_series(1, ${many}) n`),
  );
  const { call } = fixture.owner;
  expect(await call.user.count({})).toEqual({ count: many + 2, exact: true });
  expect(await call.user.count({ status: ["pending"] })).toEqual({ count: many - 1, exact: true });
  expect(await call.user.count({ status: ["inactive"] })).toEqual({ count: 1, exact: true });
  // A search is counted as far as somebody asks, and says so.
  const search = "people.test";
  expect(await call.user.count({ search })).toEqual({ count: totalCap, exact: false });
  expect(await call.user.count({ search, upTo: 20 })).toEqual({ count: 20, exact: false });
  expect(await call.user.count({ search, upTo: many })).toEqual({ count: many, exact: false });
  expect(await call.user.count({ search, upTo: countMax })).toEqual({ count: many + 2, exact: true });
  expect(await call.user.count({ search: "p", upTo: many })).toEqual({ count: many, exact: true });
  expect(await call.user.count({ search, status: ["inactive"] })).toEqual({ count: 1, exact: true });
  expect(await refusalOf(call.user.count({ upTo: countMax + 1 }))).toMatchObject({ httpStatus: 400, field: "upTo" });
});
