import { hashOrigin } from "@portcullis/db/audit-proof";
import { newId } from "@portcullis/db/ids";
import { type Session, type Sql, selectCaller } from "./floor-transaction.ts";

/** Where a call came from, for the audit log. */
export interface Origin {
  readonly address: string;
  readonly agent: string | null;
}

/**
 * The rows that `user.deactivate` writes, and its notification, in one statement without its locks and its brake: status, sessions,
 * cascade, what gateways have to confirm, audit event and origin. No row comes back where the caller may not do it.
 */
export function deactivate(sql: Sql, session: Session, userId: string, origin: Origin) {
  const { tenantId } = session;
  const [cascadeId, eventId] = [newId(), newId()];
  const proof = hashOrigin(origin);
  const notice = JSON.stringify({ tenantId, userId, cascadeId, sessions: true });
  return sql`
    with caller as (${selectCaller(sql, session, "user:deactivate")}), switched as (
      update users u set status = 'inactive', generation = generation + 1, updated_at = now() from caller
      where u.tenant_id = ${tenantId} and u.id = ${userId} and u.status = 'active' and not u.is_owner returning u.id, u.generation
    ), ended as (
      delete from sessions s using switched where s.tenant_id = ${tenantId} and s.user_id = switched.id
      returning s.expires_at > now() and s.last_seen_at > now() - interval '12 hours' as is_live
    ), cascade as (
      insert into cascades (tenant_id, id, user_id, kind, generation, requested_by, requested_at, sessions_ended, devices_total,
        next_attempt_at, lost_access)
      select ${tenantId}::uuid, ${cascadeId}::uuid, switched.id, 'deactivate', generation, caller."userId", now(),
        (select count(*) from ended where is_live),
        (select count(*) from devices d where d.tenant_id = ${tenantId} and d.user_id = ${userId} and d.cause is null), now(), true
      from switched, caller
    ), asked as (
      insert into gateway_confirmations (tenant_id, change_id, gateway_id, user_id, asked_at)
      select g.tenant_id, ${cascadeId}::uuid, g.id, switched.id, now() from gateways g, switched
      where g.tenant_id = ${tenantId} and num_nonnulls(g.contacted_at, g.last_report) > 0
    ), event as (
      insert into audit_events (tenant_id, id, at, action, actor_kind, actor_id, target_kind, target_id, subject_id, cascade_id, changed,
        origin_hash)
      select ${tenantId}::uuid, ${eventId}::uuid, now(), 'user.deactivated', 'user', caller."userId", 'user', switched.id, switched.id,
        ${cascadeId}::uuid, '{status}', ${proof.hash}::bytea from switched, caller
    ), origin as (
      insert into audit_origins (tenant_id, event_id, person_id, address, agent, salt)
      select ${tenantId}::uuid, ${eventId}::uuid, caller."userId", ${origin.address}::text, ${origin.agent}::text, ${proof.salt}::bytea
      from switched, caller
    )
    select "userId", (select pg_notify('portcullis', ${notice}) from switched) from caller`.execute();
}
