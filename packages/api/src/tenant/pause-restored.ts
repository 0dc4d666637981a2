import { type EndedCredentials, endEveryCredential } from "@portcullis/auth/end-every-credential";
import { type AuditEntry, recordAudit } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { notify } from "@portcullis/db/notify";
import { auditEvents } from "@portcullis/db/schema/audit";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { releaseTenant as releaseTenantInput, type TenantReleased, tenantReleased } from "@portcullis/domain/tenant";
import { type Timestamp, timestampNow } from "@portcullis/domain/timestamp";
import { and, eq, isNotNull, max, sql } from "drizzle-orm";
import { parkOperations } from "../bulk/park-operations.ts";
import { askGateways } from "../change/acknowledgements.ts";
import { byUser, lockTenantAndUsers } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { type OperatorContext, operator } from "./operator.ts";

/** What was done to a tenant, and what its owner should be told. */
export interface PausedTenant extends EndedCredentials {
  /** Who is let in: the owner as of the backup. */
  readonly owner: string;
  /** Bulk operations that were under way or waited, and now wait for approval. */
  readonly bulkOperations: number;
  /** The time of the newest entry of the restored audit log; null where there is none. */
  readonly newestEntry: Timestamp | null;
}

/**
 * Pauses a tenant after a restore, in one transaction: ends everything that may have been ended since the backup, and denies
 * access to everybody but the owner until the tenant is resumed. Undefined if it is paused already; no process with the old
 * state in memory may run meanwhile.
 * @param ctx with a pool of the schema's owner: the application may not tell a database its home
 */
export async function pauseRestored(ctx: OperatorContext): Promise<PausedTenant | undefined> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const isTenant = eq(tenants.id, tx.tenantId);
    const [before] = await tx
      .select({ isDone: sql<boolean>`${tenants.pausedSince} is not null and ${tenants.home} = database_home()` })
      .from(tenants)
      .where(isTenant)
      .for("update");
    if (!before || before.isDone) return undefined;
    const [[auditLog], [owner]] = await Promise.all([
      tx
        .select({ newest: max(auditEvents.at) })
        .from(auditEvents)
        .where(eq(auditEvents.tenantId, tx.tenantId)),
      tx
        .select({ email: users.email })
        .from(users)
        .where(and(eq(users.tenantId, tx.tenantId), users.isOwner)),
    ]);
    if (!owner) throw new Error("The tenant has no owner.");
    const newestEntry = auditLog?.newest ?? null;
    const ended = await endEveryCredential(tx);
    const bulkOperations = await parkOperations(tx);
    await tx.update(tenants).set({ pausedSince: timestampNow(), home: sql`database_home()` }).where(isTenant);
    const id = await recordAudit(tx, {
      action: "tenant.held",
      actor: operator,
      target: { kind: "tenant", id: tx.tenantId },
      details: { after: { newestEntry, ...ended, bulkOperations } },
    });
    await askGateways(tx, { id, userId: null });
    await notify(tx, { access: true, sessions: true });
    return { ...ended, bulkOperations, owner: owner.email, newestEntry };
  });
}

/** Lets a held tenant's people and devices in again, as far as its data say. False, and no trace, where it is not held. */
export async function resumeRestored(tx: TenantTx, actor: AuditEntry["actor"]): Promise<boolean> {
  const released = await tx
    .update(tenants)
    .set({ pausedSince: null })
    .where(and(eq(tenants.id, tx.tenantId), isNotNull(tenants.pausedSince)))
    .returning({ id: tenants.id });
  if (released.length === 0) return false;
  await recordAudit(tx, { action: "tenant.released", actor, target: { kind: "tenant", id: tx.tenantId } });
  await notify(tx, { access: true });
  return true;
}

/**
 * The owner's word that what a restored backup says is right, or right again: from the commit on it holds. Safe to repeat.
 * @throws {DomainError} FORBIDDEN `permission_missing` for everybody else
 */
export const releaseTenant = useCase(
  { access: { signedIn: true, owner: true, confirmed: true }, audit: "tenant.released" },
  releaseTenantInput,
  tenantReleased,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor } = await lockTenantAndUsers(tx, ctx);
      return { released: await resumeRestored(tx, byUser(actor)) };
    }),
);

/** The same where the owner cannot come in, or is not the owner any more. */
export async function releaseByOperator(ctx: OperatorContext): Promise<TenantReleased> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => ({ released: await resumeRestored(tx, operator) }));
}

/**
 * Tells every tenant that this database is its home, and nothing else: for one that was moved while nothing ran, so that
 * nothing can have been revoked between the backup and now. Answers how many came from elsewhere.
 * @param db a pool of the schema's owner
 */
export async function adoptDatabase(db: Database): Promise<number> {
  const moved = await db
    .update(tenants)
    .set({ home: sql`database_home()` })
    .where(sql`${tenants.home} <> database_home()`)
    .returning({ id: tenants.id });
  return moved.length;
}
