import type { AuditEventRow, AuditSealRow } from "@portcullis/db/audit-chain";
import { auditDetails, auditEvents, auditOrigins } from "@portcullis/db/schema/audit";
import { auditCheckpoints, auditSeals } from "@portcullis/db/schema/audit-chain";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, asc, desc, eq, getTableColumns, gt, lte, ne, or, type SQL, sql } from "drizzle-orm";

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

export type Checkpoint = typeof auditCheckpoints.$inferSelect;

/** Up to where retention has removed the audit log; undefined where it never did. */
export async function readCheckpoint(tx: TenantTx): Promise<Checkpoint | undefined> {
  const [checkpoint] = await tx.select().from(auditCheckpoints).where(eq(auditCheckpoints.tenantId, tx.tenantId));
  return checkpoint;
}

/** What the audit log itself says of a removal, as the details of its entry. */
export const removalDetails = ({ number, hash, events, until }: Omit<Checkpoint, "tenantId" | "at">) => ({
  after: { seal: number, hash: hash.toString("hex"), entries: events, until },
});

/** Whether the newest entry of the audit log that tells of a removal tells of this one: nobody shortens an audit log in silence. */
export async function isInAuditLog(tx: TenantTx, checkpoint: Checkpoint): Promise<boolean> {
  const [reported] = await tx
    .select({ details: auditDetails.details, at: auditEvents.at })
    .from(auditEvents)
    .innerJoin(auditDetails, and(eq(auditDetails.tenantId, tx.tenantId), eq(auditDetails.eventId, auditEvents.id)))
    .where(and(eq(auditEvents.tenantId, tx.tenantId), eq(auditEvents.action, "tenant.trail_pruned")))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1);
  if (!reported || reported.at !== checkpoint.at) return false;
  const { after } = removalDetails(checkpoint);
  return Object.entries(after).every(([field, value]) => reported.details.after?.[field] === value);
}

/** The hash that a seal keeps of its event at a place, from 0. */
export const hashAt = (seal: AuditSealRow, place: number): Buffer =>
  seal.eventHashes.subarray(place * 32, (place + 1) * 32);
