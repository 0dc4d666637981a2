import { recordAudit } from "@portcullis/db/audit";
import { type AuditSealRow, nothingBefore } from "@portcullis/db/audit-chain";
import { auditDetails, auditEvents, auditOrigins, auditRefusals } from "@portcullis/db/schema/audit";
import { auditCheckpoints, auditHeads, auditSeals } from "@portcullis/db/schema/audit-chain";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { and, eq, lte, sql } from "drizzle-orm";
import { type OperatorContext, operator } from "../tenant/operator.ts";
import { checkEvents } from "./chain/check-events.ts";
import { checkSeal, type Link } from "./chain/check-seal.ts";
import { type Checkpoint, readCheckpoint, readSeals, removalDetails } from "./chain/read-chain.ts";

/** Removed by one call. */
export interface Pruned {
  readonly events: number;
  readonly seals: number;
}

/**
 * Verifies, then removes the oldest seals whose events are all older than `before`, some thousands of events a transaction.
 * Each transaction leaves a checkpoint from which the chain continues and an audit entry, so an interrupted call can be
 * repeated.
 * @param ctx with a pool of the schema's owner: the application may not remove events
 * @throws {DomainError} CONFLICT `trail_unsealed`, `trail_broken`
 */
export async function pruneAuditLog(ctx: OperatorContext, input: { readonly before: Timestamp }): Promise<Pruned> {
  const pruned = { events: 0, seals: 0 };
  for (;;) {
    const step = await withTenant(ctx.db, ctx.principal.tenantId, (tx) => pruneStep(tx, input.before));
    if (step.seals === 0) return pruned;
    pruned.events += step.events;
    pruned.seals += step.seals;
  }
}

async function pruneStep(tx: TenantTx, before: Timestamp): Promise<Pruned> {
  // Nobody seals or prunes the same audit log meanwhile.
  await tx.select({}).from(auditHeads).where(eq(auditHeads.tenantId, tx.tenantId)).for("update");
  await assertSealed(tx, before);
  const checkpoint = await readCheckpoint(tx);
  const { seals, until } = await oldSeals(tx, checkpoint ?? { number: 0, hash: nothingBefore }, before);
  const last = seals.at(-1);
  if (!last) return { events: 0, seals: 0 };
  const eventIds = seals.flatMap((seal) => seal.eventIds);
  await remove(tx, eventIds, last);
  const events = (checkpoint?.events ?? 0) + eventIds.length;
  await leaveCheckpoint(tx, { number: last.number, hash: last.hash, events, until });
  return { events: eventIds.length, seals: seals.length };
}

async function assertSealed(tx: TenantTx, before: Timestamp): Promise<void> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from audit_unsealed q cross join unnest(q.event_ids) as waiting (id)
    join audit_events e on e.tenant_id = q.tenant_id and e.id = waiting.id
    where q.tenant_id = ${tx.tenantId} and e.at < ${before}`);
  if (!row?.count) return;
  throw conflict(
    "trail_unsealed",
    `${row.count} entries before that date are waiting for their seal. Let a worker run for a moment, then prune again.`,
  );
}

/** The next seals of which every event is older, and the time of the newest of those. */
async function oldSeals(
  tx: TenantTx,
  start: Link,
  before: Timestamp,
): Promise<{ seals: AuditSealRow[]; until: Timestamp }> {
  const page = await readSeals(tx, start.number);
  let end = start;
  for (const seal of page) {
    assertWhole(await checkSeal(tx, end, seal));
    end = seal;
  }
  const { entries, breach } = await checkEvents(tx, page, start.number);
  assertWhole(breach);
  const newestOf = (seal: AuditSealRow) =>
    Math.max(...seal.eventIds.map((id) => Date.parse(entries.get(id)?.event.at ?? toTimestamp(0))));
  const firstYoung = page.findIndex((seal) => newestOf(seal) >= Date.parse(before));
  const seals = firstYoung < 0 ? page : page.slice(0, firstYoung);
  return { seals, until: toTimestamp(Math.max(0, ...seals.map(newestOf))) };
}

function assertWhole(breach: object | undefined): void {
  if (breach) throw conflict("trail_broken", "The part to remove does not match its seals. Run audit:verify first.");
}

async function remove(tx: TenantTx, eventIds: string[], last: AuditSealRow): Promise<void> {
  for (const table of [auditDetails, auditOrigins, auditRefusals]) {
    await tx.delete(table).where(and(eq(table.tenantId, tx.tenantId), isAmong(table.eventId, eventIds)));
  }
  await tx.delete(auditEvents).where(and(eq(auditEvents.tenantId, tx.tenantId), isAmong(auditEvents.id, eventIds)));
  await tx.delete(auditSeals).where(and(eq(auditSeals.tenantId, tx.tenantId), lte(auditSeals.number, last.number)));
}

type IdColumn =
  | (typeof auditEvents)["id"]
  | (typeof auditDetails | typeof auditOrigins | typeof auditRefusals)["eventId"];
const isAmong = (column: IdColumn, ids: string[]) => sql`${column} = any(${sql.param(ids)}::uuid[])`;

async function leaveCheckpoint(tx: TenantTx, reached: Omit<Checkpoint, "tenantId" | "at">): Promise<void> {
  const eventId = await recordAudit(tx, {
    action: "tenant.trail_pruned",
    actor: operator,
    target: { kind: "tenant", id: tx.tenantId },
    details: removalDetails(reached),
  });
  const [event] = await tx
    .select({ at: auditEvents.at })
    .from(auditEvents)
    .where(and(eq(auditEvents.tenantId, tx.tenantId), eq(auditEvents.id, eventId)));
  if (!event) throw new Error("The entry of the removal cannot be found.");
  const checkpoint = { ...reached, at: event.at };
  await tx
    .insert(auditCheckpoints)
    .values({ ...checkpoint, tenantId: tx.tenantId })
    .onConflictDoUpdate({ target: auditCheckpoints.tenantId, set: checkpoint });
}
