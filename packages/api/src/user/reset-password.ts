import { recordAudit } from "@portcullis/db/audit";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import {
  madePasswordReset,
  madeResetHours,
  makePasswordReset,
  resetLinkRefusal,
} from "@portcullis/domain/password-reset";
import { assertNotRefused } from "@portcullis/domain/user/governance";
import { passwordResetMail } from "@portcullis/runtime/mail/mails";
import { and, eq } from "drizzle-orm";
import { byUser, lockActorAndTarget } from "../kernel/locks.ts";
import { assertMailCounted } from "../kernel/mail-budget.ts";
import { useCase } from "../kernel/use-case.ts";
import { makeResetLink } from "../sign-in/request-password-reset.ts";

/**
 * Creates a link for somebody to set a new password, mails it and returns it once; it replaces the one before, and is void
 * once its maker may not make it any more. Password and sessions stay until it is used, so that people who only forgot theirs
 * can go on working.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `owner_protected`, `self_protected`, `privilege_ceiling` ·
 * CONFLICT `user_not_active` · TOO_MANY_REQUESTS `too_many_attempts` within a minute of the last mail to that address, or where
 * the mails of the hour are used up
 */
export const resetPassword = useCase(
  { access: { permission: "user:write", confirmed: true }, subject: "user", audit: "user.password_reset_requested" },
  makePasswordReset,
  madePasswordReset,
  async (ctx, input) => {
    const { to, tenant, link, expiresAt } = await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      assertNotRefused(resetLinkRefusal(actor, target));
      if (target.status !== "active") {
        throw conflict("user_not_active", "Only an active user has a password to reset.");
      }
      const [person] = await tx
        .select({ to: users.email, tenant: tenants.name })
        .from(users)
        .innerJoin(tenants, eq(tenants.id, users.tenantId))
        .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, target.id)));
      if (!person) throw new Error("A locked user no longer exists.");
      await recordAudit(tx, {
        action: "user.password_reset_requested",
        actor: byUser(actor),
        target: { kind: "user", id: target.id },
        subjectId: target.id,
      });
      const { publicUrl } = ctx;
      const of = { userId: target.id, requestedBy: actor.id, minutes: madeResetHours * 60, publicUrl };
      const made = await makeResetLink(tx, of);
      await assertMailCounted(tx, {
        to: person.to,
        by: { userId: actor.id },
        isSent: ctx.mailer.isOn,
        perHour: ctx.mailer.perHour,
      });
      return { ...person, ...made };
    });
    const mail = await ctx.mailer.send(passwordResetMail({ to, tenant, link, expiresAt, isAskedFor: false }));
    return { link, mail, expiresAt };
  },
);
