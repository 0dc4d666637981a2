import { invitationRuns, queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { withTenant } from "@portcullis/db/tenant";
import { sendingInvitations } from "@portcullis/domain/invitation-run";
import { mailBudgets } from "@portcullis/domain/mail-budget";
import { and, eq, gt, sql } from "drizzle-orm";
import { noInput, useCase } from "../kernel/use-case.ts";
import { readInvitationProgress } from "./read-invitation-progress.ts";

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
          idleSince: sql`greatest(max(${invitationRuns.movedAt}), max(${invitationRuns.pausedUntil}),
          (select min(q.due_at) from ${queuedInvitations} q where q.tenant_id = ${tx.tenantId}::uuid))`.mapWith(
            (value: string | null) => (value === null ? null : new Date(value)),
          ),
        })
        .from(invitationRuns)
        .where(and(eq(invitationRuns.tenantId, tx.tenantId), gt(invitationRuns.waiting, 0)));
      // The last one may have been sent since the first statement.
      if (!row?.idleSince) return null;
      return { ...progress, perHour: mailBudgets(ctx.mailer.perHour).queued, idleSince: row.idleSince };
    }),
);
