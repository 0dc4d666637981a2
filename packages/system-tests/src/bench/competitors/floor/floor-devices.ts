import type { AccessDenial } from "@portcullis/domain/device/access";
import type { DeviceDetail, UserShort } from "@portcullis/domain/device/device";
import { type Posture, postureChecks } from "@portcullis/domain/device/posture";
import { deviceStatus, isOnline } from "@portcullis/domain/device/presence";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import type { UserDetail } from "@portcullis/domain/user/user";
import type { Sql } from "./floor-transaction.ts";

/** What a tenant says about all of its devices. */
export interface TenantRules {
  readonly isActive: boolean;
  readonly isPaused: boolean;
  readonly enforcement: string;
  readonly maxAge: number;
}

/** What decides whether a device may connect. */
type AccessRow = Pick<DeviceDetail, "cause" | "approvedAt" | "lastConnection"> & {
  /** Of the tenant's rule for the platform; null without one. */
  readonly wanted: Posture["checks"] | null;
  /** Below what the rule wants, or unknown. */
  readonly isVersionBad: boolean;
  readonly checks: Posture["checks"] | null;
  readonly lastCheck: string | null;
};

type DeviceRow = AccessRow &
  Pick<
    DeviceDetail,
    | "id"
    | "name"
    | "platform"
    | "publicKey"
    | "hardwareId"
    | "appVersion"
    | "deactivatedAt"
    | "createdAt"
    | "updatedAt"
    | "connection"
    | "hasPostureToken"
  > & { readonly osVersion: string | null; readonly own: string[]; readonly routed: string[]; readonly all: string[] };

const accessColumns = (sql: Sql) => sql`
  d.cause, d.approved_at as "approvedAt", d.last_connection as "lastConnection", r.checks as wanted,
  r.minimum_key is not null and (p.version_key >= r.minimum_key) is not true as "isVersionBad", p.checks, p.last_check as "lastCheck"`;

const withPosture = (sql: Sql) => sql`
  left join posture_rules r on r.tenant_id = d.tenant_id and r.platform = d.platform
  left join device_posture p on p.tenant_id = d.tenant_id and p.device_id = d.id`;

/** All devices of a user by name, although the record shows a hundred: the rest are counted. */
export const selectDevices = (sql: Sql, tenantId: string, userId: string) =>
  sql<DeviceRow[]>`
    select d.id, d.name, d.platform, d.public_key as "publicKey", d.hardware_id as "hardwareId", d.app_version as "appVersion",
      d.deactivated_at as "deactivatedAt", d.created_at as "createdAt", d.updated_at as "updatedAt", ${accessColumns(sql)},
      p.os_version as "osVersion", networks.*, (
        select json_build_object('gateway', json_build_object('id', g.id, 'name', g.name), 'endpoint', h.endpoint,
          'since', rfc3339(h.connected_since), 'lastHandshake', rfc3339(h.last_handshake),
          'received', h.received - h.received_before, 'sent', h.sent - h.sent_before)
        from device_presence h join gateways g on g.tenant_id = h.tenant_id and g.id = h.gateway_id
        where h.tenant_id = d.tenant_id and h.device_id = d.id order by h.last_handshake desc limit 1) as connection,
      exists (select from device_tokens k where k.tenant_id = d.tenant_id and k.device_id = d.id) as "hasPostureToken"
    from devices d ${withPosture(sql)}
    cross join lateral (
      select coalesce(array_agg(n.network::text) filter (where not n.routed), '{}') as own,
        coalesce(array_agg(n.network::text) filter (where n.routed), '{}') as routed,
        coalesce(array_agg(n.network::text), '{}') as all
      from (select network, routed from device_addresses where tenant_id = d.tenant_id and device_id = d.id
        order by masklen(network) desc, network) n
    ) networks
    where d.tenant_id = ${tenantId} and d.user_id = ${userId} order by d.name_key, d.id`.execute();

interface DeviceAccess<Row extends AccessRow = AccessRow> {
  readonly device: Row;
  readonly failing: Posture["failing"];
  readonly compliance: DeviceDetail["compliance"];
  readonly denials: AccessDenial[];
}

/** As the view `device_access` says it. */
export function accessOf<Row extends AccessRow>(
  device: Row,
  status: LivingStatus,
  rules: TenantRules,
): DeviceAccess<Row> {
  const failing: Posture["failing"] = postureChecks.filter(
    (check) => device.wanted?.[check] && !device.checks?.[check],
  );
  if (device.isVersionBad) failing.push("osVersion");
  const isKnown = device.lastCheck !== null && Date.parse(device.lastCheck) > Date.now() - rules.maxAge * 60_000;
  const reported = failing.length === 0 ? "compliant" : "non_compliant";
  const compliance = device.wanted === null ? "not_required" : isKnown ? reported : "unknown";
  const isRefused = rules.enforcement === "required" && (compliance === "unknown" || compliance === "non_compliant");
  const reasons: readonly (readonly [boolean, AccessDenial])[] = [
    [!rules.isActive, "tenant_suspended"],
    [rules.isPaused, "tenant_held"],
    [status !== "active", "user_not_active"],
    [device.cause !== null, "deactivated"],
    [device.approvedAt === null, "not_approved"],
    [isRefused, "not_compliant"],
  ];
  return { device, failing, compliance, denials: reasons.flatMap(([holds, denial]) => (holds ? [denial] : [])) };
}

export function countDevices(devices: readonly DeviceAccess[]): UserDetail["deviceCounts"] {
  const now = new Date();
  const count = (holds: (each: DeviceAccess) => boolean) => devices.filter(holds).length;
  return {
    total: devices.length,
    online: count(({ device, denials }) => isOnline({ denials, lastConnection: device.lastConnection }, now)),
    deactivated: count(({ device }) => device.cause !== null),
    nonCompliant: count(({ compliance }) => compliance === "non_compliant"),
  };
}

export function toDevice(
  { device, failing, compliance, denials }: DeviceAccess<DeviceRow>,
  user: UserShort,
): DeviceDetail {
  const {
    own,
    routed,
    all,
    wanted: _wanted,
    isVersionBad: _isVersionBad,
    checks,
    lastCheck,
    osVersion,
    ...rest
  } = device;
  const active = device.cause === null;
  const compliant = compliance === "compliant" || compliance === "not_required";
  return {
    ...rest,
    allowedIps: all,
    addresses: own,
    routedNetworks: routed,
    active,
    status: deviceStatus({ active, denials, lastConnection: device.lastConnection }, new Date()),
    denials,
    compliance,
    posture: lastCheck === null ? null : { compliant, lastCheck, checks: checks ?? {}, osVersion, failing },
    user,
  };
}
