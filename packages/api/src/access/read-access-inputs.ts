import type { TenantTx } from "@portcullis/db/tenant";
import { type ExplainedCause, explainedMax } from "@portcullis/domain/access-explanation";
import type { AuditAction } from "@portcullis/domain/audit-action";
import type { AccessDenial } from "@portcullis/domain/device/access";
import type { DeviceCause } from "@portcullis/domain/device/device";
import type { Compliance } from "@portcullis/domain/device/posture";
import { gatewaySilentAfterSeconds } from "@portcullis/domain/gateway";
import type { Timestamp } from "@portcullis/domain/timestamp";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { type SQL, sql } from "drizzle-orm";
import { nameOfUser } from "../user/internal.ts";

/** Who did something, when, and the reason that they typed. */
export type StoredAct = Pick<ExplainedCause, "by" | "reason"> & { readonly at: Timestamp };

type StoredGateway = ExplainedCause["gateways"][number];

/** A device that something speaks against, besides its tenant and its user. */
interface HinderedDevice {
  readonly id: string;
  readonly name: string;
  readonly denials: readonly AccessDenial[];
  readonly cause: DeviceCause | null;
  readonly deactivatedAt: Timestamp | null;
  readonly compliance: Compliance;
  readonly failing: readonly string[];
  readonly lastCheck: Timestamp | null;
  readonly keyOf: StoredGateway | null;
  readonly switchedOff: StoredAct | null;
  readonly waiting: StoredAct | null;
}

/** All that a verdict rests on, as one statement saw it. */
export type AccessInputs = {
  readonly userId: string;
  readonly status: LivingStatus;
  readonly isSuspended: boolean;
  readonly isHeld: boolean;
  readonly suspension: StoredAct | null;
  readonly hold: StoredAct | null;
  readonly deactivation: StoredAct | null;
  readonly creation: StoredAct | null;
  readonly invitation: (StoredAct & { readonly isExpired: boolean }) | null;
  readonly deviceLimit: number;
  readonly devices: { readonly total: number; readonly unhindered: number };
  readonly hindered: readonly HinderedDevice[];
  readonly gateways: readonly (StoredGateway & { readonly closedAt: Timestamp | null })[];
  readonly gatewaysReporting: number;
  readonly gatewayRemoval: StoredAct | null;
  readonly gatewayClosing: StoredAct | null;
};

/** The meta about a user, or about one device and its user; undefined where there is no such user or device. */
export async function readAccessInputs(
  tx: TenantTx,
  of: { readonly userId?: string | undefined; readonly deviceId?: string | undefined },
): Promise<AccessInputs | undefined> {
  const tenant = sql`${tx.tenantId}::uuid`;
  const isMeant = of.deviceId === undefined ? sql`true` : sql`a.device_id = ${of.deviceId}`;
  const isUser = of.userId === undefined ? sql`true` : sql`u.id = ${of.userId}`;
  const ofDevice =
    of.deviceId === undefined
      ? sql`true`
      : sql`u.id = (select d.user_id from devices d where d.tenant_id = ${tenant} and d.id = ${of.deviceId})`;
  const [row] = await tx.execute<{ inputs: AccessInputs }>(sql`
    with theirs as materialized (
      select a.device_id, (a.device).name, (a.device).name_key, a.denials, (a.device).cause, (a.device).deactivated_at, a.compliance,
        a.failing, (a.report).last_check, g.id as gateway_id, g.name as gateway_name, g.last_report,
        a.denials && ${sql.param(ofDeviceItself)}::text[] or g.id is not null as is_hindered
      from users u join device_access a on a.tenant_id = u.tenant_id and a.user_id = u.id
      left join lateral (select k.id, k.name, k.last_report from gateways k
        where k.tenant_id = ${tenant} and k.public_key = a.public_key limit 1) g on true
      where u.tenant_id = ${tenant} and ${isUser} and ${ofDevice} and ${isMeant}
    )
    select json_build_object(
      'userId', u.id, 'status', u.status,
      'isSuspended', t.status <> 'active',
      'isHeld', is_paused(t.held_since, t.home, (select database_home())),
      'suspension', ${lastAct(tenant, sql`t.id`, ["tenant.suspended"])},
      'hold', ${lastAct(tenant, sql`t.id`, ["tenant.held"])},
      'deactivation', (select ${act(tenant, { id: sql`c.requested_by`, at: sql`c.requested_at`, reason: sql`c.reason` })}
        from cascades c where c.tenant_id = ${tenant} and c.user_id = u.id and c.kind = 'deactivate'
        order by c.generation desc limit 1),
      'creation', ${lastAct(tenant, sql`u.id`, ["user.created", "user.invited"])},
      'invitation', (select ${act(tenant, { id: sql`i.invited_by`, at: sql`i.created_at`, reason: sql`null` })}::jsonb
          || jsonb_build_object('isExpired', i.expires_at <= now())
        from invitations i where i.tenant_id = ${tenant} and i.user_id = u.id),
      'deviceLimit', (select l.max_devices from device_limits l where l.tenant_id = ${tenant} and l.user_id = u.id),
      'devices', (select json_build_object('total', count(*), 'unhindered', count(*) filter (where not is_hindered)) from theirs),
      'hindered', (select coalesce(json_agg(json_build_object(
          'id', h.device_id, 'name', h.name, 'denials', h.denials, 'cause', h.cause, 'deactivatedAt', rfc3339(h.deactivated_at),
          'compliance', h.compliance, 'failing', h.failing, 'lastCheck', rfc3339(h.last_check),
          'keyOf', case when h.gateway_id is not null then
            json_build_object('id', h.gateway_id, 'name', h.gateway_name, 'lastReport', rfc3339(h.last_report)) end,
          'switchedOff', case when h.cause in ('admin', 'reported_lost') then ${lastAct(tenant, sql`h.device_id`, ["device.deactivated", "device.reported_lost"], sql`e.cascade_id is null`)} end,
          'waiting', case when 'not_approved' = any(h.denials) then
            ${lastAct(tenant, sql`h.device_id`, ["device.registered", "device.key_rotated"])} end)
          order by h.name_key, h.device_id), '[]')
        from (select * from theirs where is_hindered order by name_key, device_id limit ${explainedMax}) h),
      'gateways', (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'lastReport', rfc3339(g.last_report),
          'closedAt', rfc3339(g.closed_at)) order by g.name_key), '[]')
        from (select * from gateways k where k.tenant_id = ${tenant} order by k.closed_at is not null, k.last_report desc nulls last, k.name_key limit ${explainedMax}) g),
      'gatewaysReporting', (select count(*) from gateways g where g.tenant_id = ${tenant} and g.closed_at is null
        and g.last_report > now() - make_interval(secs => ${gatewaySilentAfterSeconds})),
      'gatewayRemoval', ${lastGatewayAct(tenant, "gateway.removed")},
      'gatewayClosing', ${lastGatewayAct(tenant, "gateway.closed")}
    ) as inputs
    from users u join tenants t on t.id = u.tenant_id
    where u.tenant_id = ${tenant} and u.status <> 'deleting' and ${isUser} and ${ofDevice}`);
  return row?.inputs;
}

/** Denials that are a device's own, not its tenant's or its user's. */
const ofDeviceItself: readonly AccessDenial[] = ["deactivated", "not_approved", "not_compliant"];

/** Without a kind: a user where there is an id, else the operator. */
function act(tenant: SQL, of: { kind?: SQL; id: SQL; at: SQL; reason: SQL }): SQL {
  const kind = of.kind ?? sql`case when ${of.id} is null then 'operator' else 'user' end`;
  return sql`json_build_object('at', rfc3339(${of.at}), 'reason', ${of.reason}, 'by', json_build_object('kind', ${kind}, 'id', ${of.id},
    'name', ${nameOfUser(tenant, of.id)},
    'email', (select n.email from users n where n.tenant_id = ${tenant} and n.id = ${of.id} and n.status <> 'deleting')))`;
}

/** The newest event of this action about any gateway. */
function lastGatewayAct(tenant: SQL, action: string): SQL {
  const of = { kind: sql`e.actor_kind`, id: sql`e.actor_id`, at: sql`e.at`, reason: sql`x.details ->> 'reason'` };
  return sql`(select ${act(tenant, of)} from audit_events e
    left join audit_details x on x.tenant_id = e.tenant_id and x.event_id = e.id
    where e.tenant_id = ${tenant} and e.action = ${action} order by e.at desc, e.id desc limit 1)`;
}

/** The newest event of one of these actions about a target. */
function lastAct(tenant: SQL, target: SQL, actions: readonly AuditAction[], also = sql`true`): SQL {
  const of = { kind: sql`e.actor_kind`, id: sql`e.actor_id`, at: sql`e.at`, reason: sql`x.details ->> 'reason'` };
  return sql`(select ${act(tenant, of)} from audit_events e
    left join audit_details x on x.tenant_id = e.tenant_id and x.event_id = e.id
    where e.tenant_id = ${tenant} and e.target_id = ${target} and e.action = any(${sql.param([...actions])}::text[]) and ${also}
    order by e.at desc, e.id desc limit 1)`;
}
