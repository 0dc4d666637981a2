import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { cascades } from "@portcullis/db/schema/cascades";
import { withTenant } from "@portcullis/db/tenant";
import { cascadeById, cascadeDetail } from "@portcullis/domain/cascade";
import { conflict, notFound } from "@portcullis/domain/errors";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { and, eq, sql } from "drizzle-orm";
import { byUser, lockActorAndUser } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { readCascade } from "./internal.ts";

/**
 * Sends a parked cascade on its way again.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `cascade_not_failed`
 */
export const retryCascade = useCase(
  { access: { permission: "user:deactivate" }, subject: "cascade", audit: "cascade.retried" },
  cascadeById,
  cascadeDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const thisCascade = and(eq(cascades.tenantId, tx.tenantId), eq(cascades.id, input.id));
      const [found] = await tx.select({ userId: cascades.userId }).from(cascades).where(thisCascade);
      if (!found) throw notFound("cascade");
      const { actor, target } = await lockActorAndUser(tx, ctx, found.userId);
      if (target) assertNotRefused(ceilingRefusal(actor, target));
      const [retried] = await tx
        .update(cascades)
        .set({ status: "running", attempts: 0, nextAttemptAt: sql`now()`, failureReason: null })
        .where(and(thisCascade, eq(cascades.status, "failed")))
        .returning({ id: cascades.id });
      if (!retried) throw conflict("cascade_not_failed", "Only a parked change can be retried.");
      await recordAudit(tx, {
        action: "cascade.retried",
        actor: byUser(actor),
        target: { kind: "cascade", id: input.id },
        subjectId: found.userId,
        cascadeId: input.id,
      });
      await notify(tx, { userId: found.userId, cascadeId: input.id });
      return readCascade(tx, input.id);
    }),
);
