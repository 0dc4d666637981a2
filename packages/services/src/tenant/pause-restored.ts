import { type EndedCredentials, endEveryCredential } from "@portcullis/auth/end-every-credential";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { auditEvents } from "@portcullis/db/schema/audit";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq, max, sql } from "drizzle-orm";
import { askGateways } from "../internal/ask-gateways.ts";
import { type OperatorContext, operator } from "./operator-context.ts";

/** What was done to a tenant, and what its owner should be told. */
export interface PausedTenant extends EndedCredentials {
  /** Who is let in: the owner as of the backup. */
  readonly owner: string;
  /** The time of the newest entry of the restored audit log; null where there is none. */
  readonly newestEntry: Date | null;
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
    await tx.update(tenants).set({ pausedSince: new Date(), home: sql`database_home()` }).where(isTenant);
    const id = await recordAudit(tx, {
      action: "tenant.held",
      actor: operator,
      target: { kind: "tenant", id: tx.tenantId },
      details: { after: { newestEntry, ...ended } },
    });
    await askGateways(tx, { id, userId: null });
    await notify(tx, { access: true, sessions: true });
    return { ...ended, owner: owner.email, newestEntry };
  });
}
