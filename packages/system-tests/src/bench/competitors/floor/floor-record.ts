import { type StoredAcknowledgements, toAcknowledgements } from "@portcullis/api/change/acknowledgements";
import { failureReason } from "@portcullis/domain/cascade";
import { changeDuration, changeStateOf } from "@portcullis/domain/change-state";
import { knownPermissions, permissionsHeld } from "@portcullis/domain/permission";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import type { UserDetail } from "@portcullis/domain/user/user";
import { accessOf, countDevices, selectDevices, type TenantRules, toDevice } from "./floor-devices.ts";
import type { Sql } from "./floor-transaction.ts";

/** A user with the same fields as `user.get`, by a plain statement for each kind of row; undefined for an unknown one. */
export async function readRecord(sql: Sql, tenantId: string, userId: string): Promise<UserDetail | undefined> {
  const [[person], direct, granted, groups, deviceRows, [latest], gateways] = await Promise.all([
    selectPerson(sql, tenantId, userId),
    selectRoles(sql, tenantId, userId),
    selectGroupRoles(sql, tenantId, userId),
    sql<UserDetail["groups"]>`select g.id, g.name, g.description, g.max_devices as "maxDevices"
      from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
      where m.tenant_id = ${tenantId} and m.user_id = ${userId} order by g.name`.execute(),
    selectDevices(sql, tenantId, userId),
    selectCascade(sql, tenantId, userId),
    selectAcknowledgements(sql, tenantId, userId),
  ]);
  if (!person) return undefined;
  const { tenantMaxDevices, rules, invitation, ...rest } = person;
  const { id, email, status, firstName, lastName, image, lastConnection } = rest;
  const user = { id, email, status, firstName, lastName, image, lastConnection };
  const devices = deviceRows.map((device) => accessOf(device, status, rules));
  const deviceCounts = countDevices(devices);
  const roles = mergeRoles(direct, granted);
  return {
    ...rest,
    invitation,
    presence: deviceCounts.online > 0 ? "online" : "offline",
    deviceLimit: effectiveDeviceLimit(rest.maxDevices, groups, tenantMaxDevices),
    roles,
    groups: [...groups],
    permissions: [...permissionsHeld({ isOwner: rest.isOwner, granted: roles.flatMap((role) => role.permissions) })],
    devices: devices.slice(0, 100).map((each) => toDevice(each, user)),
    deviceCounts,
    cascade: latest ? toCascade(latest, gateways) : null,
  };
}

type Person = Omit<
  UserDetail,
  "presence" | "deviceLimit" | "roles" | "groups" | "permissions" | "devices" | "deviceCounts" | "cascade"
> & { readonly tenantMaxDevices: number; readonly rules: TenantRules };

const selectPerson = (sql: Sql, tenantId: string, userId: string) =>
  sql<Person[]>`
    select u.id, u.created_at as "createdAt", u.updated_at as "updatedAt", u.last_connection as "lastConnection", u.email, u.status,
      u.first_name as "firstName", u.last_name as "lastName", u.is_owner as "isOwner", u.image, u.max_devices as "maxDevices",
      t.max_devices as "tenantMaxDevices",
      json_build_object('isActive', t.status = 'active', 'isPaused', t.held_since is not null or t.home <> database_home(),
        'enforcement', t.posture_enforcement, 'maxAge', t.posture_max_age) as rules,
      exists (select from credentials c where c.tenant_id = u.tenant_id and c.user_id = u.id) as "hasPassword",
      exists (select from totp_factors f where f.tenant_id = u.tenant_id and f.user_id = u.id and f.confirmed_at is not null)
        or exists (select from passkeys p where p.tenant_id = u.tenant_id and p.user_id = u.id) as "secondFactor",
      (select count(*)::int from sessions s where s.tenant_id = u.tenant_id and s.user_id = u.id
        and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours') as "sessionCount",
      greatest((select max(s.created_at) from sessions s where s.tenant_id = u.tenant_id and s.user_id = u.id),
        (select e.at from audit_events e where e.tenant_id = u.tenant_id and e.subject_id = u.id and e.action = 'user.signed_in'
          order by e.at desc limit 1)) as "lastSignIn",
      (select json_build_object('expiresAt', rfc3339(i.expires_at), 'expired', i.expires_at <= now(),
        'invitedBy', (select display_name(n.first_name, n.last_name, n.email) from users n
          where n.tenant_id = i.tenant_id and n.id = i.invited_by and n.status <> 'deleting'))
        from invitations i where i.tenant_id = u.tenant_id and i.user_id = u.id and u.status = 'pending') as invitation
    from users u join tenants t on t.id = u.tenant_id
    where u.tenant_id = ${tenantId} and u.id = ${userId} and u.status <> 'deleting'`.execute();

interface RoleRow {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly permissions: readonly string[];
}

const selectRoles = (sql: Sql, tenantId: string, userId: string) =>
  sql<RoleRow[]>`
    select r.id, r.name, r.description, role_permissions(r.system, r.permissions) as permissions
    from user_roles h join roles r on r.tenant_id = h.tenant_id and r.id = h.role_id
    where h.tenant_id = ${tenantId} and h.user_id = ${userId}`.execute();

const selectGroupRoles = (sql: Sql, tenantId: string, userId: string) =>
  sql<(RoleRow & { readonly groupId: string; readonly groupName: string })[]>`
    select r.id, r.name, r.description, role_permissions(r.system, r.permissions) as permissions,
      g.id as "groupId", g.name as "groupName"
    from group_members m
    join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
    join group_roles h on h.tenant_id = m.tenant_id and h.group_id = m.group_id
    join roles r on r.tenant_id = h.tenant_id and r.id = h.role_id
    where m.tenant_id = ${tenantId} and m.user_id = ${userId} order by g.name`.execute();

type Role = UserDetail["roles"][number];

function mergeRoles(
  direct: Awaited<ReturnType<typeof selectRoles>>,
  granted: Awaited<ReturnType<typeof selectGroupRoles>>,
): Role[] {
  const byId = new Map<string, Role>();
  const add = ({ id, name, description, permissions }: RoleRow, origin: Role["origins"][number]) => {
    const role = byId.get(id) ?? { id, name, description, permissions: knownPermissions(permissions), origins: [] };
    role.origins.push(origin);
    byId.set(id, role);
  };
  for (const row of direct) add(row, { kind: "direct" });
  for (const row of granted) add(row, { kind: "group", id: row.groupId, name: row.groupName });
  return [...byId.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

type CascadeRow = Omit<
  NonNullable<UserDetail["cascade"]>,
  "state" | "gateways" | "gatewaysConfirmed" | "gatewaysTotal" | "elapsedMs"
> & { readonly isCurrent: boolean };

const selectCascade = (sql: Sql, tenantId: string, userId: string) =>
  sql<CascadeRow[]>`
    select c.id, c.user_id as "userId", c.kind, c.status, c.devices_done as "devicesDone", c.devices_total as "devicesTotal",
      c.sessions_ended as "sessionsEnded", c.requested_at as "requestedAt", c.finished_at as "finishedAt", c.attempts,
      c.failure_reason as "failureReason", u.generation = c.generation as "isCurrent"
    from cascades c join users u on u.tenant_id = c.tenant_id and u.id = c.user_id
    where c.tenant_id = ${tenantId} and c.user_id = ${userId} order by c.generation desc limit 1`.execute();

const selectAcknowledgements = (sql: Sql, tenantId: string, userId: string) =>
  sql<StoredAcknowledgements[number][]>`
    select w.gateway_id as id, g.name, g.id is not null as exists, w.asked_at as "askedAt", w.confirmed_at as "confirmedAt",
      w.settled_at as "settledAt", w.settled_by as "settledBy", w.settled_reason as "settledReason", g.last_report as "lastReport",
      (select display_name(n.first_name, n.last_name, n.email) from users n
        where n.tenant_id = w.tenant_id and n.id = w.settled_by) as "settledByName",
      coalesce(g.applied_unreachable, g.unreachable, t.gateway_unreachable) as policy,
      coalesce(g.applied_grace, g.grace, t.gateway_grace) as "graceSeconds",
      w.last_handshake as "lastHandshake", w.received::float8 as received, w.sent::float8 as sent
    from gateway_confirmations w
    join tenants t on t.id = w.tenant_id
    left join gateways g on g.tenant_id = w.tenant_id and g.id = w.gateway_id
    where w.tenant_id = ${tenantId} and w.change_id = (select c.id from cascades c
      where c.tenant_id = ${tenantId} and c.user_id = ${userId} order by c.generation desc limit 1)
    order by w.confirmed_at is not null, g.name, w.gateway_id`.execute();

function toCascade({ isCurrent, ...row }: CascadeRow, stored: StoredAcknowledgements): UserDetail["cascade"] {
  const gateways = toAcknowledgements(stored, new Date());
  const confirmedAt = gateways.flatMap((each) => each.confirmedAt ?? []);
  const state = changeStateOf({ status: row.status, isCurrent, gateways: gateways.map((each) => each.state) });
  return {
    ...row,
    failureReason: row.failureReason === null ? null : failureReason.parse(row.failureReason),
    state,
    gateways,
    gatewaysConfirmed: confirmedAt.length,
    gatewaysTotal: gateways.length,
    elapsedMs: changeDuration(state, { ...row, confirmedAt }),
  };
}
