import {
  type AuditSealRow,
  hashEvent,
  hashOfMissing,
  hashSeal,
  nothingBefore,
  sealFormat,
  sealSize,
} from "@portcullis/db/audit-chain";
import { auditEvents } from "@portcullis/db/schema/audit";
import { auditHeads, auditSeals, auditUnsealed } from "@portcullis/db/schema/audit-chain";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { SealOutcome } from "@portcullis/domain/audit-seal";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { WorkerContext } from "../kernel/context.ts";

/**
 * Seals the oldest waiting entries of one tenant's audit log, at most a thousand, in one transaction that blocks no writer.
 * Sealers of one tenant exclude each other by a lock on the chain's head; the second one gets `busy`.
 */
export async function sealEvents(ctx: WorkerContext, input: { readonly tenantId: TenantId }): Promise<SealOutcome> {
  return withTenant(ctx.db, input.tenantId, async (tx) => {
    const head = await lockHead(tx);
    if (!head) return { outcome: "busy" };
    const waiting = await takeWaiting(tx);
    const eventIds = waiting.flatMap((row) => row.eventIds);
    if (eventIds.length === 0) return { outcome: "idle" };
    const seal = await writeSeal(tx, head, eventIds);
    await tx
      .update(auditHeads)
      .set({ number: seal.number, hash: seal.hash, events: head.events + eventIds.length })
      .where(eq(auditHeads.tenantId, tx.tenantId));
    const numbers = waiting.map((row) => row.number);
    await tx
      .delete(auditUnsealed)
      .where(and(eq(auditUnsealed.tenantId, tx.tenantId), inArray(auditUnsealed.number, numbers)));
    return { outcome: "sealed", number: seal.number, hash: seal.hash.toString("hex"), events: eventIds.length };
  });
}

/** The head, made where there is none yet; undefined while another one holds it. */
async function lockHead(tx: TenantTx): Promise<typeof auditHeads.$inferSelect | undefined> {
  const [head] = await tx
    .select()
    .from(auditHeads)
    .where(eq(auditHeads.tenantId, tx.tenantId))
    .for("update", { skipLocked: true });
  if (head) return head;
  const [made] = await tx
    .insert(auditHeads)
    .values({ tenantId: tx.tenantId, number: 0, hash: nothingBefore, events: 0 })
    .onConflictDoNothing()
    .returning();
  return made;
}

/** Rows of the queue that fit into one seal; the first always does. */
function takeWaiting(tx: TenantTx) {
  const oldest = tx
    .select({ number: auditUnsealed.number, eventIds: auditUnsealed.eventIds })
    .from(auditUnsealed)
    .where(eq(auditUnsealed.tenantId, tx.tenantId))
    .orderBy(auditUnsealed.number)
    .limit(sealSize)
    .as("oldest");
  const sum = sql<number>`sum(cardinality(${oldest.eventIds})) over (order by ${oldest.number})`.as("sum");
  const summed = tx.select({ number: oldest.number, eventIds: oldest.eventIds, sum }).from(oldest).as("summed");
  return tx
    .select({ number: summed.number, eventIds: summed.eventIds })
    .from(summed)
    .where(sql`${summed.sum} <= ${sealSize} or ${summed.sum} = cardinality(${summed.eventIds})`)
    .orderBy(summed.number);
}

async function writeSeal(tx: TenantTx, head: typeof auditHeads.$inferSelect, eventIds: string[]) {
  const events = await tx
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.tenantId, tx.tenantId), sql`${auditEvents.id} = any(${sql.param(eventIds)}::uuid[])`));
  const hashes = new Map(events.map((event) => [event.id, hashEvent(event)]));
  const unhashed: Omit<AuditSealRow, "hash"> = {
    tenantId: tx.tenantId,
    number: head.number + 1,
    format: sealFormat,
    previous: head.hash,
    eventIds,
    // One that somebody removed while it waited is sealed as missing: who verifies is told.
    eventHashes: Buffer.concat(eventIds.map((id) => hashes.get(id) ?? hashOfMissing)),
    sealedAt: timestampNow(),
  };
  const seal = { ...unhashed, hash: hashSeal(unhashed) };
  await tx.insert(auditSeals).values(seal);
  return seal;
}

/** Tenants whose audit log has entries that wait for their seal, longest waiting first, at most `limit`. */
export async function dueSeals(ctx: WorkerContext, input: { readonly limit: number }): Promise<TenantId[]> {
  const rows = await ctx.db.execute<{ tenant_id: string }>(sql`select tenant_id from due_seals(${input.limit})`);
  return rows.map((row) => tenantId(row.tenant_id));
}
