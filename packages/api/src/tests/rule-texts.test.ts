import { readFileSync } from "node:fs";
import { rolePermissionsSql } from "@portcullis/db/sql/role-permissions";
import { type AccessDenial, accessDenials } from "@portcullis/domain/device/access";
import { type Compliance, compliances } from "@portcullis/domain/device/posture";
import { isOnline, onlineWithinSeconds } from "@portcullis/domain/device/presence";
import {
  type Permission,
  permissions,
  permissionsHeld,
  systemRoleKinds,
  systemRoles,
} from "@portcullis/domain/permission";
import { sessionIdleHours } from "@portcullis/domain/session";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import { displayName } from "@portcullis/domain/user/display-name";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";

/** Rules that SQL and TypeScript both have, held together. */
let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** What the database answers, as the application. */
async function answer<Value>(expression: SQL): Promise<Value | undefined> {
  const [row] = await fixture.inScope((tx) => tx.execute<{ value: Value }>(sql`select ${expression} as value`));
  return row?.value;
}
const secondsAgo = (seconds: number) => sql`now() - ${seconds} * interval '1 second'`;

const email = "ada@people.test";
it.each([
  { firstName: "Ada", lastName: "Lovelace", email },
  { firstName: "Ada", lastName: null, email },
  { firstName: null, lastName: "Lovelace", email },
  { firstName: "", lastName: "Lovelace", email },
  { firstName: " ", lastName: "", email },
  { firstName: null, lastName: null, email },
])("calls $firstName $lastName the same", async (person) => {
  const { firstName, lastName } = person;
  expect(await answer(sql`display_name(${firstName}, ${lastName}, ${email})`)).toBe(displayName(person));
});

it.each([
  { idleSeconds: 0, endsInSeconds: 1, isLive: true },
  { idleSeconds: sessionIdleHours * 3600 - 1, endsInSeconds: 1, isLive: true },
  { idleSeconds: sessionIdleHours * 3600, endsInSeconds: 1, isLive: false },
  { idleSeconds: 0, endsInSeconds: 0, isLive: false },
])("says whether a session lives that was unused for $idleSeconds s and ends in $endsInSeconds s", async (session) => {
  const { idleSeconds, endsInSeconds, isLive } = session;
  expect(await answer(sql`is_live_session(${secondsAgo(-endsInSeconds)}, ${secondsAgo(idleSeconds)})`)).toBe(isLive);
});

describe("a device", () => {
  const denied: AccessDenial[] = ["not_approved"];
  it.each([
    { denials: [], silentSeconds: 0 },
    { denials: [], silentSeconds: onlineWithinSeconds - 1 },
    { denials: [], silentSeconds: onlineWithinSeconds },
    { denials: [], silentSeconds: null },
    { denials: denied, silentSeconds: 0 },
    { denials: denied, silentSeconds: null },
  ])("with $denials, silent for $silentSeconds s, is online or not", async ({ denials, silentSeconds }) => {
    const now = new Date();
    const lastConnection = silentSeconds === null ? null : toTimestamp(now.getTime() - silentSeconds * 1_000);
    const heard = silentSeconds === null ? sql`null` : secondsAgo(silentSeconds);
    expect(await answer(sql`coalesce(is_online(${sql.param(denials)}::text[], ${heard}), false)`)).toBe(
      isOnline({ denials, lastConnection }, now),
    );
  });

  it("stays online for as many seconds in the database", async () => {
    expect(await answer(sql`extract(epoch from online_within())::int`)).toBe(onlineWithinSeconds);
  });

  const ofDevice = (change: SQL) => sql`update devices set ${change}`;
  const ofTenant = (change: SQL) => sql`update tenants set ${change}`;
  const means: Record<AccessDenial, SQL> = {
    tenant_suspended: ofTenant(sql`status = 'suspended'`),
    tenant_held: ofTenant(sql`held_since = now()`),
    user_not_active: sql`update users set status = 'inactive' where not is_owner`,
    deactivated: ofDevice(sql`cause = 'admin', deactivated_at = now()`),
    not_approved: ofDevice(sql`approved_at = null`),
    not_compliant: ofTenant(sql`posture_enforcement = 'required'`),
  };

  it.each(accessDenials)("has no access for %s alone, and gets it back", async (denial) => {
    const tenant = await fixture.aTenant();
    const { id } = await tenant.aUser({ role: "BASIC" });
    await tenant.aDevice(id, { platform: "linux" });
    await tenant.inScope((tx) =>
      tx.execute(
        sql`insert into posture_rules (tenant_id, platform, checks) values (${tx.tenantId}, 'linux', '{"firewall": true}')`,
      ),
    );
    const read = () =>
      tenant.inScope((tx) =>
        tx.execute(sql`select denials, exists (select from access a where a.device_id = d.device_id) as has_access,
            exists (select from device_records r where r.device_id = d.device_id and r.denials = d.denials) as is_shown
          from device_access d where tenant_id = ${tx.tenantId}`),
      );
    expect(await read()).toEqual([{ denials: [], has_access: true, is_shown: true }]);
    await tenant.inScope((tx) => tx.execute(means[denial]));
    expect(await read()).toEqual([{ denials: [denial], has_access: false, is_shown: true }]);
  });

  const satisfies: Record<Compliance, boolean> = {
    not_required: true,
    compliant: true,
    non_compliant: false,
    unknown: false,
  };
  it.each(compliances)("that is %s complies or not", async (compliance) => {
    expect(await answer(sql`is_compliant(${compliance})`)).toBe(satisfies[compliance]);
  });

  it.each([
    { minutes: 59, expired: false },
    { minutes: 60, expired: true },
  ])("of which the last report is $minutes minutes old: it has expired is $expired", async ({ minutes, expired }) => {
    expect(await answer(sql`is_report_expired(${secondsAgo(minutes * 60)}, 60, now())`)).toBe(expired);
  });
});

it.each([
  { since: null, home: "here", isPaused: false },
  { since: null, home: "elsewhere", isPaused: true },
  { since: "2026-11-24", home: "here", isPaused: true },
])("says whether a tenant is paused: $since, $home", async ({ since, home, isPaused }) => {
  expect(await answer(sql`is_paused(${since}::timestamptz, ${home}, 'here')`)).toBe(isPaused);
});

it.each([
  { own: null, groups: [] },
  { own: null, groups: [null] },
  { own: null, groups: [2, null, 9, 4] },
  { own: null, groups: [0] },
  { own: 0, groups: [9] },
  { own: 7, groups: [] },
])("limits a user with $own of their own and $groups of groups to the same number of devices", async (of) => {
  const { id } = await fixture.aUser({ ...(of.own !== null && { maxDevices: of.own }) });
  for (const maxDevices of of.groups)
    await fixture.aGroup({ memberIds: [id], ...(maxDevices !== null && { maxDevices }) });
  const tenant = await fixture.owner.call.tenant.get();
  const groups = of.groups.map((maxDevices) => ({ id: "", name: "", maxDevices }));
  const { value } = effectiveDeviceLimit(of.own, groups, tenant.maxDevices);
  expect(await answer(sql`(select max_devices from device_limits where user_id = ${id})`)).toBe(value);
  expect(await fixture.owner.call.user.get({ id })).toMatchObject({ deviceLimit: { value } });
});

describe("permissions", () => {
  it.each(systemRoleKinds)("of the system role %s are those of the registry, in SQL too", async (role) => {
    expect(await answer(sql`role_permissions(${role}, '{tenant:write}')`)).toEqual(systemRoles[role].permissions);
  });

  it("of a role of the tenant's own are those that are stored", async () => {
    expect(await answer(sql`role_permissions(null, '{audit:read}')`)).toEqual(["audit:read"]);
  });

  it("are generated into the SQL file: run `pnpm permissions-sql`", () => {
    const file = new URL("../../../db/sql/functions/role_permissions.sql", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(rolePermissionsSql());
  });

  it("of a system role reach a tenant whose row is of an earlier release", async () => {
    const admin = await fixture.aPerson({ role: "ADMIN" });
    await fixture.inScope((tx) => tx.execute(sql`update roles set permissions = '{user:read}' where system = 'ADMIN'`));
    expect((await admin.call.account.me()).permissions).toEqual(systemRoles.ADMIN.permissions);
    const { roles } = await fixture.owner.call.user.get({ id: admin.id });
    const [role] = roles;
    expect((await fixture.owner.call.role.get({ id: role?.id ?? "" })).permissions).toEqual(permissions);
    expect(await admin.call.user.update({ id: (await fixture.aUser()).id, firstName: "Grace" })).toMatchObject({
      firstName: "Grace",
    });
  });

  it.each<{ direct: Permission[]; group: Permission[] }>([
    { direct: [], group: [] },
    { direct: ["user:read", "role:read"], group: [] },
    { direct: [], group: ["device:read"] },
    { direct: ["user:read", "device:write"], group: ["user:read", "audit:read"] },
  ])("of roles with $direct and of groups with $group are the same everywhere", async ({ direct, group }) => {
    const person = await fixture.aPerson({ permissions: direct });
    const other = await fixture.aPerson({ permissions: group });
    const [role] = (await fixture.owner.call.user.get({ id: other.id })).roles;
    await fixture.aGroup({ memberIds: [person.id], roleIds: role ? [role.id] : [] });
    await fixture.inScope((tx) =>
      tx.execute(sql`update roles set permissions = permissions || '{key:read}' where id = ${role?.id}`),
    );
    const held = permissionsHeld({ isOwner: false, granted: [...direct, ...group] });
    const stored = await answer<string[]>(sql`permissions_of(${fixture.tenantId}::uuid, ${person.id}::uuid)`);
    expect(permissionsHeld({ isOwner: false, granted: stored ?? [] })).toEqual(held);
    const ids = sql`array[${person.id}, ${fixture.owner.id}, ${other.id}]::uuid[]`;
    const ofMany = await answer<string[]>(
      sql`(select permissions from permissions_of_users(${fixture.tenantId}::uuid, ${ids}) where user_id = ${person.id})`,
    );
    expect(ofMany ?? []).toEqual(stored);
    expect((await person.call.account.me()).permissions).toEqual(held);
    expect((await fixture.owner.call.user.get({ id: person.id })).permissions).toEqual(held);
  });

  it("of the owner are all there are", async () => {
    const { id, call } = fixture.owner;
    expect(permissionsHeld({ isOwner: true, granted: [] })).toEqual(permissions);
    expect((await call.account.me()).permissions).toEqual(permissions);
    expect((await call.user.get({ id })).permissions).toEqual(permissions);
  });
});
