import type { ActorKind, AuditDetails, ClientFacts, TargetKind } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { sql } from "drizzle-orm";
import { proveDetails, proveOrigin } from "./audit-proof.ts";
import { newId } from "./ids.ts";
import { auditDetails, auditEvents, auditOrigins } from "./schema/audit.ts";
import type { TenantTx } from "./tenant.ts";

export interface AuditEntry {
  readonly action: AuditAction;
  /** Who, and where the hand came from where it came over the network. */
  readonly actor: { readonly kind: ActorKind; readonly id: string | null; readonly from?: ClientFacts };
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

/** The same for what one act did to many, in as few statements. At most a thousand: a statement has only so many parameters. */
export async function recordAudits(
  tx: TenantTx,
  entries: readonly (AuditEntry & { readonly id?: string })[],
): Promise<void> {
  if (entries.length === 0) return;
  // The trail has one clock, whatever those of consoles and workers show.
  const at = sql`statement_timestamp()`;
  const events = entries.map((entry) => ({
    entry,
    id: entry.id ?? newId(),
    details: entry.details && { details: entry.details, ...proveDetails(entry.details) },
    origin: entry.actor.from && { ...entry.actor.from, ...proveOrigin(entry.actor.from) },
  }));
  const recorded = tx.insert(auditEvents).values(
    events.map(({ entry, id, details, origin }) => ({
      tenantId: tx.tenantId,
      id,
      at,
      action: entry.action,
      actorKind: entry.actor.kind,
      actorId: entry.actor.id,
      targetKind: entry.target.kind,
      targetId: entry.target.id,
      subjectId: entry.subjectId ?? null,
      cascadeId: entry.cascadeId ?? null,
      changed: entry.changed ?? [],
      detailsHash: details?.hash ?? null,
      originHash: origin?.hash ?? null,
    })),
  );
  // Events first: the others refer to them.
  const sent: Promise<unknown>[] = [recorded.execute()];
  const origins = events.flatMap(({ entry: { actor, subjectId }, id, origin }) =>
    origin ? [{ ...origin, tenantId: tx.tenantId, eventId: id, personId: actor.id ?? subjectId ?? null }] : [],
  );
  if (origins.length > 0) sent.push(tx.insert(auditOrigins).values(origins).execute());
  const values = events.flatMap(({ entry: { subjectId }, id, details }) =>
    details ? [{ ...details, tenantId: tx.tenantId, eventId: id, subjectId: subjectId ?? null }] : [],
  );
  if (values.length > 0) sent.push(tx.insert(auditDetails).values(values).execute());
  await Promise.all(sent);
}
