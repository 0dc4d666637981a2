import type { AuditEventRow } from "@portcullis/db/audit-chain";
import { auditDetails, auditEvents, auditOrigins } from "@portcullis/db/schema/audit";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, ne, or, type SQL, sql } from "drizzle-orm";

export interface Entry {
  readonly event: AuditEventRow;
  readonly details: typeof auditDetails.$inferSelect | null;
  readonly origin: typeof auditOrigins.$inferSelect | null;
  /** Whether nothing has erased what is personal: the person of each is there, or it is nobody's. */
  readonly keepsDetails: boolean;
  readonly keepsOrigin: boolean;
}

/** Events with what is kept apart of them, by id. */
export async function readEntries(tx: TenantTx, ids: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
  const person = sql`coalesce(${auditEvents.actorId}, ${auditEvents.subjectId})`;
  const rows = await tx
    .select({
      event: auditEvents,
      details: auditDetails,
      origin: auditOrigins,
      keepsDetails: lastsWith(sql`${auditEvents.subjectId}`),
      keepsOrigin: lastsWith(person),
    })
    .from(auditEvents)
    .leftJoin(auditDetails, isOf(auditDetails))
    .leftJoin(auditOrigins, isOf(auditOrigins))
    .where(and(eq(auditEvents.tenantId, tx.tenantId), sql`${auditEvents.id} = any(${sql.param(ids)}::uuid[])`));
  return new Map(rows.map((row) => [row.event.id, row]));
}

const isOf = (table: typeof auditDetails | typeof auditOrigins) =>
  and(eq(table.tenantId, auditEvents.tenantId), eq(table.eventId, auditEvents.id));

const lastsWith = (person: SQL) =>
  sql<boolean>`${or(
    sql`${person} is null`,
    sql`exists (select from ${users} where ${and(
      eq(users.tenantId, auditEvents.tenantId),
      sql`${users.id} = ${person}`,
      ne(users.status, "deleting"),
    )})`,
  )}`;
