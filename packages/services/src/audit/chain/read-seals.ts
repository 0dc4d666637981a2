import type { AuditSealRow } from "@portcullis/db/audit-chain";
import { auditSeals } from "@portcullis/db/schema/audit-chain";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, asc, eq, getTableColumns, gt, lte, sql } from "drizzle-orm";

/** Seals that are looked at together, and the events after which no more are added: bounds the memory. */
const atMost = { seals: 200, events: 2000 };

/** The next seals after a number, in order; the first whatever its size, more as long as they are small. */
export function readSeals(tx: TenantTx, after: number): Promise<AuditSealRow[]> {
  const next = tx
    .select({
      number: auditSeals.number,
      before: sql<number>`sum(octet_length(${auditSeals.eventHashes})) over (order by ${auditSeals.number})
        - octet_length(${auditSeals.eventHashes})`.as("before"),
    })
    .from(auditSeals)
    .where(
      and(
        eq(auditSeals.tenantId, tx.tenantId),
        gt(auditSeals.number, after),
        lte(auditSeals.number, sql`${windowStart(tx, after)} + ${atMost.seals}`),
      ),
    )
    .as("next");
  return tx
    .select(getTableColumns(auditSeals))
    .from(auditSeals)
    .innerJoin(next, eq(next.number, auditSeals.number))
    .where(and(eq(auditSeals.tenantId, tx.tenantId), sql`${next.before} < ${atMost.events * 32}`))
    .orderBy(asc(auditSeals.number));
}

/** A gap in the numbers, however wide, must not look like the end. */
const windowStart = (tx: TenantTx, after: number) =>
  sql`(select coalesce(min(number), 0) from audit_seals where tenant_id = ${tx.tenantId} and number > ${after})`;
