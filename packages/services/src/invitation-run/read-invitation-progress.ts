import { invitationRuns } from "@portcullis/db/schema/invitation-queue";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { InvitationProgress } from "@portcullis/domain/invitation-run";
import { and, eq, gt, sql } from "drizzle-orm";
import type { OperatorContext } from "../tenant/operator-context.ts";

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
      pausedUntil: sql`max(${invitationRuns.pausedUntil}) filter (where ${invitationRuns.pausedUntil} > now())`.mapWith(
        (value: string | null) => (value === null ? null : new Date(value)),
      ),
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
