import type { ActorKind, AuditDetails, ClientInfo, TargetKind } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { sql } from "drizzle-orm";
import { hashDetails, hashOrigin } from "./audit-proof.ts";
import { newId } from "./ids.ts";
import type { TenantTx } from "./tenant.ts";

export interface AuditEntry {
  readonly action: AuditAction;
  /** Who, and where the hand came from where it came over the network. */
  readonly actor: { readonly kind: ActorKind; readonly id: string | null; readonly from?: ClientInfo };
  readonly target: { readonly kind: TargetKind; readonly id: string | null };
  /** The user whom it is about, where there is one; personal details are erased with that user. */
  readonly subjectId?: string;
  readonly cascadeId?: string;
  /** Names of changed fields, never values. */
  readonly changed?: string[];
  /** Values: anything personal goes here. */
  readonly details?: AuditDetails;
}

/** Writes an event in the transaction of what it records: they stand or fall together. Answers its id. */
export async function recordAudit(tx: TenantTx, entry: AuditEntry): Promise<string> {
  const id = newId();
  await recordAudits(tx, [{ ...entry, id }]);
  return id;
}

/** The same for what one act did to many, in one statement. */
export async function recordAudits(
  tx: TenantTx,
  entries: readonly (AuditEntry & { readonly id?: string })[],
): Promise<void> {
  if (entries.length === 0) return;
  // The audit log has one clock, whatever those of consoles and workers show.
  const at = sql`statement_timestamp()`;
  const events = entries.map((entry) => ({
    entry,
    id: entry.id ?? newId(),
    details: entry.details && { details: entry.details, ...hashDetails(entry.details) },
    origin: entry.actor.from && { ...entry.actor.from, ...hashOrigin(entry.actor.from) },
  }));
  // As one parameter: of a thousand events each with its own, building the statement would take longer than running it.
  const rows = events.map(({ entry, id, details, origin }) => ({
    id,
    action: entry.action,
    actor_kind: entry.actor.kind,
    actor_id: entry.actor.id,
    target_kind: entry.target.kind,
    target_id: entry.target.id,
    subject_id: entry.subjectId ?? null,
    cascade_id: entry.cascadeId ?? null,
    changed: entry.changed ?? [],
    details_hash: details?.hash.toString("hex") ?? null,
    origin_hash: origin?.hash.toString("hex") ?? null,
  }));
  const recorded = sql`event as (
    insert into audit_events (tenant_id, id, at, action, actor_kind, actor_id, target_kind, target_id, subject_id,
      cascade_id, changed, details_hash, origin_hash)
    select ${tx.tenantId}, e.id, ${at}, e.action, e.actor_kind, e.actor_id, e.target_kind, e.target_id, e.subject_id,
      e.cascade_id, e.changed, decode(e.details_hash, 'hex'), decode(e.origin_hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(id uuid, action text, actor_kind text, actor_id uuid,
      target_kind text, target_id uuid, subject_id uuid, cascade_id uuid, changed text[], details_hash text, origin_hash text))`;
  // What refers to the events is checked at the end of the statement.
  const parts = [recorded];
  const origins = events.flatMap(({ entry: { actor, subjectId }, id, origin }) => {
    if (!origin) return [];
    const { address, agent, salt } = origin;
    return [{ id, person_id: actor.id ?? subjectId ?? null, address, agent, salt: salt.toString("hex") }];
  });
  if (origins.length > 0) {
    parts.push(sql`origin as (
      insert into audit_origins (tenant_id, event_id, person_id, address, agent, salt)
      select ${tx.tenantId}, o.id, o.person_id, o.address, o.agent, decode(o.salt, 'hex')
      from jsonb_to_recordset(${JSON.stringify(origins)}::jsonb) as o(id uuid, person_id uuid, address text, agent text, salt text))`);
  }
  const values = events.flatMap(({ entry: { subjectId }, id, details }) =>
    details
      ? [{ id, subject_id: subjectId ?? null, salt: details.salt.toString("hex"), details: details.details }]
      : [],
  );
  if (values.length > 0) {
    parts.push(sql`detail as (
      insert into audit_details (tenant_id, event_id, subject_id, salt, details)
      select ${tx.tenantId}, d.id, d.subject_id, decode(d.salt, 'hex'), d.details
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as d(id uuid, subject_id uuid, salt text, details jsonb))`);
  }
  await tx.execute(sql`with ${sql.join(parts, sql`, `)} select`);
}
