import { hasSecondFactor } from "@portcullis/auth/factor/read-factors";
import { removeFactors } from "@portcullis/auth/revoke-credentials";
import { revokeAllSessions } from "@portcullis/auth/revoke-session";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, lifecycleRefusal } from "@portcullis/domain/user/governance";
import { userById, userDetail } from "@portcullis/domain/user/user";
import { byUser, lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { readUserDetail } from "./get-user.ts";

/**
 * Takes every second factor of somebody away who has lost them, and ends their sessions: they sign in by password alone and
 * set up new ones. None there, no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `owner_protected`, `self_protected`, `privilege_ceiling`
 */
export const resetFactors = useCase(
  { access: { permission: "user:write", confirmed: true }, subject: "user", audit: "user.factors_reset" },
  userById,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      assertNotRefused(lifecycleRefusal(actor, target));
      if (await hasSecondFactor(tx, target.id)) {
        await removeFactors(tx, [target.id]);
        await revokeAllSessions(tx, [target.id]);
        await recordAudit(tx, {
          action: "user.factors_reset",
          actor: byUser(actor),
          target: { kind: "user", id: target.id },
          subjectId: target.id,
        });
        await notify(tx, { userId: target.id, sessions: true });
      }
      return readUserDetail(tx, target.id);
    }),
);
