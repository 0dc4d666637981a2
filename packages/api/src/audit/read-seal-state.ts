import { auditCheckpoints, auditHeads, auditSeals, auditUnsealed } from "@portcullis/db/schema/audit-chain";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { sealState } from "@portcullis/domain/audit-seal";
import { and, eq, sql } from "drizzle-orm";
import { noInput, useCase } from "../kernel/use-case.ts";

/** How far the caller's audit log is sealed, as the database says: whether it is true, `verifyAuditLog` finds out. */
export const readSealState = useCase({ access: { permission: "audit:read" } }, noInput, sealState, (ctx) =>
  withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [[head], [removed], [waiting]] = await Promise.all([readHead(tx), readRemoved(tx), countWaiting(tx)]);
    return {
      head: head ? { number: head.number, hash: head.hash.toString("hex"), sealedAt: head.sealedAt } : null,
      sealed: (head?.events ?? 0) - (removed?.entries ?? 0),
      waiting: waiting?.count ?? 0,
      removed: removed ?? null,
    };
  }),
);

const readHead = (tx: TenantTx) =>
  tx
    .select({
      number: auditHeads.number,
      hash: auditHeads.hash,
      events: auditHeads.events,
      sealedAt: auditSeals.sealedAt,
    })
    .from(auditHeads)
    .innerJoin(auditSeals, and(eq(auditSeals.tenantId, auditHeads.tenantId), eq(auditSeals.number, auditHeads.number)))
    .where(eq(auditHeads.tenantId, tx.tenantId));

const readRemoved = (tx: TenantTx) =>
  tx
    .select({ until: auditCheckpoints.until, entries: auditCheckpoints.events })
    .from(auditCheckpoints)
    .where(eq(auditCheckpoints.tenantId, tx.tenantId));

const countWaiting = (tx: TenantTx) =>
  tx
    .select({ count: sql<number>`coalesce(sum(cardinality(${auditUnsealed.eventIds})), 0)::int` })
    .from(auditUnsealed)
    .where(eq(auditUnsealed.tenantId, tx.tenantId));
