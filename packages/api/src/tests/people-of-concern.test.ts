import { randomUUID } from "node:crypto";
import { roles } from "@portcullis/db/schema/roles";
import { totalCap } from "@portcullis/domain/page";
import { and, eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld, type World } from "../testing/world.ts";

const idsOf = ({ items }: { items: readonly { readonly id: string }[] }) => items.map(({ id }) => id).toSorted();

async function administratorRole(world: World): Promise<string> {
  const [role] = await world.inScope((tx) =>
    tx
      .select({ id: roles.id })
      .from(roles)
      .where(and(eq(roles.tenantId, tx.tenantId), eq(roles.system, "ADMIN"))),
  );
  return role?.id ?? "";
}

it("lists the administrators without a second factor, as many as the settings count", async () => {
  await using world = await testWorld();
  const withFactor = await world.aUser({ role: "ADMIN" });
  await world.aPasskey(withFactor.id);
  await world.aUser({ role: "BASIC" });
  const { call } = world.owner;
  const listed = await call.user.list({ concern: "administrator_without_factor" });
  expect(idsOf(listed)).toEqual([world.owner.id, world.admin.id].toSorted());
  expect(listed.total.count).toBe((await call.tenant.get()).administratorsWithoutFactor);
  // Together with a search, as everywhere in the list.
  const { email } = await call.user.get({ id: world.admin.id });
  expect(idsOf(await call.user.list({ concern: "administrator_without_factor", search: email }))).toEqual([
    world.admin.id,
  ]);
});

it("lists who is over the limit and whose invitation ends soon, as the overview counts them", async () => {
  await using world = await testWorld();
  const { call } = world.owner;
  const over = await world.aUser({ maxDevices: 0 });
  await world.aDevice(over.id);
  await world.aDevice((await world.aUser()).id);
  const email = `${randomUUID()}@people.test`;
  await call.user.invite({ people: [{ email }, { email: `${randomUUID()}@people.test` }] });
  await world.inScope((tx) =>
    tx.execute(sql`update invitations i set expires_at = now() + interval '3 hours' from users u
      where u.tenant_id = i.tenant_id and u.id = i.user_id and u.email = ${email}`),
  );
  const { attention } = await call.overview.get();
  const overLimit = await call.user.list({ concern: "over_device_limit" });
  expect([idsOf(overLimit), overLimit.total]).toEqual([[over.id], attention.overLimit.total]);
  const expiring = await call.user.list({ concern: "invitation_expiring" });
  expect([idsOf(expiring), expiring.total]).toEqual([
    attention.expiringInvitations?.items.map(({ user }) => user.id),
    attention.expiringInvitations?.total,
  ]);
});

it("needs the permission of the count", async () => {
  await using world = await testWorld();
  const reader = await world.aPerson({ permissions: ["user:read"] });
  for (const concern of ["administrator_without_factor", "invitation_expiring"] as const) {
    expect(await refusalOf(reader.call.user.list({ concern }))).toMatchObject({ reason: "permission_missing" });
  }
  expect(await reader.call.user.list({ concern: "over_device_limit" })).toMatchObject({ items: [] });
});

it("finds the owner among the administrators, and the role counts the same people", async () => {
  await using world = await testWorld();
  const roleId = await administratorRole(world);
  const { call } = world.owner;
  const listed = await call.user.list({ roleId });
  expect(idsOf(listed)).toEqual([world.owner.id, world.admin.id].toSorted());
  expect((await call.role.get({ id: roleId })).holders.users).toBe(listed.total.count);
  const { email } = await call.user.get({ id: world.owner.id });
  expect(idsOf(await call.user.list({ roleId, search: email }))).toEqual([world.owner.id]);
});

it("counts all of a large tenant: devices that do not comply, unknown ones apart, and the whole lists", async () => {
  await using world = await testWorld();
  const user = await world.aUser();
  const many = totalCap + 5;
  await world.inScope(async (tx) => {
    await tx.execute(sql`insert into devices (tenant_id, id, user_id, name, platform, public_key, approved_at)
      select ${tx.tenantId}, gen_random_uuid(), ${user.id}, 'device ' || n, 'other', 'key ' || n, now() from generate_series(1, ${many}) n`);
    await tx.execute(
      sql`insert into posture_rules (tenant_id, platform, checks) values (${tx.tenantId}, 'linux', '{"firewall": true}')`,
    );
  });
  // Last in every order, so that whoever looks at the first ten thousand misses them.
  const [failing, silent] = [await world.aDevice(user.id, { name: "zz failing" }), await world.aDevice(user.id)];
  const reporter = await world.aReporter(failing.id);
  await reporter.call.device.reportPosture({ checks: { firewall: false }, osVersion: null });
  const { call } = world.owner;
  const { devices, countedAt } = await call.overview.get();
  const exactly = (count: number) => ({ count, exact: true });
  expect(devices).toMatchObject({
    total: exactly(many + 2),
    nonCompliant: exactly(1),
    postureUnknown: exactly(1),
  });
  expect(countedAt).toEqual(expect.any(Date));
  expect((await call.device.list({ limit: 1 })).total).toEqual(exactly(many + 2));
  expect(idsOf(await call.device.list({ compliance: ["non_compliant"] }))).toEqual([failing.id]);
  expect(idsOf(await call.device.list({ compliance: ["unknown"] }))).toEqual([silent.id]);
  // A user's own figure tells them apart as well.
  expect((await call.user.get({ id: user.id })).deviceCounts.nonCompliant).toBe(1);
  expect((await call.user.list({ search: (await call.user.get({ id: user.id })).email })).items).toMatchObject([
    { deviceCounts: { nonCompliant: 1 } },
  ]);
});

it("counts all people of a large tenant, with and without a status", async () => {
  await using world = await testWorld();
  const many = totalCap + 5;
  await world.inScope((tx) =>
    tx.execute(sql`insert into users (tenant_id, id, email, status)
      select ${tx.tenantId}, gen_random_uuid(), 'p' || n || '@people.test', case when n = 1 then 'inactive' else 'pending' end
      from generate_series(1, ${many}) n`),
  );
  const { call } = world.owner;
  expect((await call.user.list({ limit: 1 })).total).toEqual({ count: many + 2, exact: true });
  expect((await call.user.list({ limit: 1, status: ["pending"] })).total).toEqual({ count: many - 1, exact: true });
  expect((await call.user.list({ limit: 1, status: ["inactive"] })).total).toEqual({ count: 1, exact: true });
});
