import { auditEvents } from "@portcullis/db/schema/audit";
import { auditCheckpoints, auditUnsealed } from "@portcullis/db/schema/audit-chain";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { type EntrySeal, entrySeal } from "@portcullis/domain/audit-seal";
import { cascadeById } from "@portcullis/domain/cascade";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { and, arrayContains, eq, gte, inArray, sql } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { readRequest } from "./internal.ts";

/** What begins a cascade. */
const requests: readonly AuditAction[] = [
  "user.deactivated",
  "user.reactivated",
  "user.deleted",
  "user.invitation_accepted",
];

/** Minutes by which the clock of a worker, who dates the seals, may be behind that of the database, which dates the entries. */
const clockMinutes = 10;

/** Seals that are looked through: many times what a worker makes of the longest backlog before it comes to an entry. */
const lookedAt = 5000;

type SealRow = { readonly number: number; readonly hash: string; readonly sealed_at: string };

/**
 * The seal that contains the entry of the request itself. Those of its devices follow in the same seal or in later ones.
 * @throws {DomainError} NOT_FOUND
 */
export const readSeal = useCase(
  { access: { permission: "user:read" }, subject: "cascade" },
  cascadeById,
  entrySeal,
  (ctx, input) =>
    withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const cascade = await readRequest(tx, input.id);
      const since = toTimestamp(Date.parse(cascade.requestedAt) - clockMinutes * 60_000);
      const [[entry], [removed]] = await Promise.all([
        readEntry(tx, { id: input.id, userId: cascade.userId, since }),
        tx
          .select({ until: auditCheckpoints.until })
          .from(auditCheckpoints)
          .where(eq(auditCheckpoints.tenantId, tx.tenantId)),
      ]);
      if (!entry) return { state: removed && removed.until >= cascade.requestedAt ? "removed" : "missing" };
      const isWaiting = await tx.$count(
        auditUnsealed,
        and(eq(auditUnsealed.tenantId, tx.tenantId), arrayContains(auditUnsealed.eventIds, [entry.id])),
      );
      if (isWaiting > 0) return { state: "waiting" };
      return findSeal(tx, entry.id, since);
    }),
);

/** The entry of the request, by the index of what was done to one person. */
const readEntry = (tx: TenantTx, of: { readonly id: string; readonly userId: string; readonly since: Timestamp }) =>
  tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenantId, tx.tenantId),
        eq(auditEvents.targetId, of.userId),
        gte(auditEvents.at, of.since),
        eq(auditEvents.cascadeId, of.id),
        inArray(auditEvents.action, [...requests]),
      ),
    )
    .orderBy(auditEvents.at)
    .limit(1);

async function findSeal(tx: TenantTx, eventId: string, since: Timestamp): Promise<EntrySeal> {
  const [seal] = await tx.execute<SealRow>(sql`
    select number, encode(hash, 'hex') as hash, sealed_at from (
      select number, hash, sealed_at, event_ids from audit_seals
      where tenant_id = ${tx.tenantId} and sealed_at >= ${since}::timestamptz order by sealed_at limit ${lookedAt}
    ) candidates
    where event_ids @> array[${eventId}]::uuid[] limit 1`);
  if (!seal) return { state: "missing" };
  return { state: "sealed", number: seal.number, hash: seal.hash, sealedAt: seal.sealed_at };
}
