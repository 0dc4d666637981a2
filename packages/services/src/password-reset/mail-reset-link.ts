import { findAccount } from "@portcullis/auth/find-account";
import { tenantBySlug } from "@portcullis/auth/tenant-by-slug";
import { recordAudit } from "@portcullis/db/audit";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type RequestPasswordReset, requestedResetMinutes } from "@portcullis/domain/password-reset";
import { passwordResetMail } from "@portcullis/mail/password-reset-mail";
import { and, eq } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { countMail } from "../internal/mail-budget.ts";
import { makeResetLink } from "../internal/make-reset-link.ts";

/**
 * What a request for a link comes to: one mail to an active person of an active tenant. Nothing for anybody else, and nothing
 * where no mail is sent, as nobody else may see such a link; nor within a minute of the last mail to that address, or where the
 * mails of the hour are used up.
 */
export async function mailResetLink(ctx: PublicContext, input: RequestPasswordReset): Promise<void> {
  if (!ctx.mailer.isOn) return;
  const tenantId = await tenantBySlug(ctx.db, input.tenant);
  if (!tenantId) return;
  const made = await withTenant(ctx.db, tenantId, async (tx) => {
    const account = await findAccount(tx, input.email);
    const tenant = account && (await lockActive(tx, account.userId));
    if (!account || !tenant) return undefined;
    const { userId } = account;
    if ((await countMail(tx, { to: input.email, by: "recipient", isSent: true, perHour: ctx.mailer.perHour })) > 0)
      return undefined;
    await recordAudit(tx, {
      action: "user.password_reset_requested",
      actor: { kind: "user", id: null, from: ctx.from },
      target: { kind: "user", id: userId },
      subjectId: userId,
    });
    const { publicUrl } = ctx;
    const link = await makeResetLink(tx, { userId, requestedBy: null, minutes: requestedResetMinutes, publicUrl });
    return { ...link, tenant };
  });
  if (!made) return;
  await ctx.mailer.send(passwordResetMail({ ...made, to: input.email, isAskedFor: true }));
}

/** The tenant's name, where the person may come in; locked, so that a deactivation either sees the link or is seen. */
async function lockActive(tx: TenantTx, userId: string): Promise<string | undefined> {
  const isTheUser = and(eq(users.tenantId, tx.tenantId), eq(users.id, userId));
  await tx.select({ id: users.id }).from(users).where(isTheUser).for("no key update");
  const [row] = await tx
    .select({ name: tenants.name })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(isTheUser, eq(users.status, "active"), eq(tenants.status, "active")));
  return row?.name;
}
