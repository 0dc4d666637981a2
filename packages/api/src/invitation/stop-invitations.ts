import { recordAudit } from "@portcullis/db/audit";
import { invitationRuns, queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import {
  type StoppedInvitations,
  stopInvitations as stopInvitationsInput,
  stoppedInvitations,
} from "@portcullis/domain/invitation-run";
import { and, eq, gt, sql } from "drizzle-orm";
import { byUser, lockActor } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { type OperatorContext, operator } from "../tenant/operator.ts";

/**
 * Has nobody of the tenant's queue mailed any more; the links that were sent hold. Safe to repeat: a second call finds none
 * and leaves no trace.
 * @throws {DomainError} FORBIDDEN `permission_missing`
 */
export const stopInvitations = useCase(
  { access: { permission: "user:invite" }, audit: "tenant.invitations_stopped" },
  stopInvitationsInput,
  stoppedInvitations,
  (ctx) => withTenant(ctx.db, ctx.principal.tenantId, async (tx) => stopRuns(tx, byUser(await lockActor(tx, ctx)))),
);

/** The same by the operator. */
export async function stopInvitationsByOperator(ctx: OperatorContext): Promise<StoppedInvitations> {
  return withTenant(ctx.db, ctx.principal.tenantId, (tx) => stopRuns(tx, operator));
}

/** People first, then their runs: the order in which the worker locks them. */
export async function stopRuns(
  tx: TenantTx,
  actor: Parameters<typeof recordAudit>[1]["actor"],
  runId?: string,
): Promise<StoppedInvitations> {
  const ofRun = runId === undefined ? undefined : eq(queuedInvitations.runId, runId);
  await tx.delete(queuedInvitations).where(and(eq(queuedInvitations.tenantId, tx.tenantId), ofRun));
  const isMeant = runId === undefined ? gt(invitationRuns.waiting, 0) : eq(invitationRuns.id, runId);
  const before = await tx
    .select({ id: invitationRuns.id, waiting: invitationRuns.waiting })
    .from(invitationRuns)
    .where(and(eq(invitationRuns.tenantId, tx.tenantId), isMeant))
    .orderBy(invitationRuns.id)
    .for("no key update");
  const stopped = before.reduce((sum, { waiting }) => sum + waiting, 0);
  if (stopped === 0) return { stopped };
  await tx
    .update(invitationRuns)
    .set({ waiting: 0, stoppedAt: sql`now()` })
    .where(and(eq(invitationRuns.tenantId, tx.tenantId), isMeant));
  await recordAudit(tx, {
    action: "tenant.invitations_stopped",
    actor,
    target: { kind: "tenant", id: tx.tenantId },
    details: { after: { waiting: stopped } },
  });
  return { stopped };
}
