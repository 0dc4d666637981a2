import { invitationRuns, queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type InvitationProgress, sendingInvitations } from "@portcullis/domain/invitation-run";
import { mailBudgets } from "@portcullis/domain/mail";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { and, eq, gt, sql } from "drizzle-orm";
import { noInput, useCase } from "../kernel/use-case.ts";
import type { OperatorContext } from "../tenant/operator.ts";

/** How far the worker is with the tenant's runs that are under way; null where there is none. */
export const getSendingInvitations = useCase(
  { access: { permission: "user:invite" } },
  noInput,
  sendingInvitations,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const progress = await readInvitationProgress(tx);
      if (!progress) return null;
      const [row] = await tx
        .select({
          idleSince: sql<Timestamp | null>`greatest(max(${invitationRuns.movedAt}), max(${invitationRuns.pausedUntil}),
            (select min(q.due_at) from ${queuedInvitations} q where q.tenant_id = ${tx.tenantId}::uuid))`,
        })
        .from(invitationRuns)
        .where(and(eq(invitationRuns.tenantId, tx.tenantId), gt(invitationRuns.waiting, 0)));
      // The last one may have been sent since the first statement.
      if (!row?.idleSince) return null;
      return { ...progress, perHour: mailBudgets(ctx.mailer.perHour).queued, idleSince: row.idleSince };
    }),
);

/**
 * How far the worker is with a run, or without one named with all that are under way.
 * @returns null where there is none
 */
export async function readInvitationProgress(tx: TenantTx, runId?: string): Promise<InvitationProgress | null> {
  const sum = (column: (typeof invitationRuns)["total" | "waiting" | "sent" | "passedOver" | "failed"]) =>
    sql<number>`coalesce(sum(${column}), 0)::int`;
  const isMeant = runId === undefined ? gt(invitationRuns.waiting, 0) : eq(invitationRuns.id, runId);
  const [row] = await tx
    .select({
      runs: sql<number>`count(*)::int`,
      total: sum(invitationRuns.total),
      waiting: sum(invitationRuns.waiting),
      sent: sum(invitationRuns.sent),
      passedOver: sum(invitationRuns.passedOver),
      failed: sum(invitationRuns.failed),
      pausedUntil: sql<Timestamp | null>`max(${invitationRuns.pausedUntil}) filter (where ${invitationRuns.pausedUntil} > now())`,
    })
    .from(invitationRuns)
    .where(and(eq(invitationRuns.tenantId, tx.tenantId), isMeant));
  if (!row || row.runs === 0) return null;
  const { runs: _, ...progress } = row;
  return progress;
}

/** The same for the operator's commands. */
export function invitationProgressOf(ctx: OperatorContext, runId?: string): Promise<InvitationProgress | null> {
  return withTenant(ctx.db, ctx.principal.tenantId, (tx) => readInvitationProgress(tx, runId));
}
