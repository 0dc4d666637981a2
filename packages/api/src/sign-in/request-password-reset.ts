import { findAccount, tenantBySlug } from "@portcullis/auth/find-account";
import { newLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { assertAttemptCounted, resetBudgets, resetKeys } from "@portcullis/auth/throttle";
import { recordAudit } from "@portcullis/db/audit";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import {
  type RequestPasswordReset,
  requestedPasswordReset,
  requestedResetMinutes,
  requestPasswordReset as requestPasswordResetInput,
} from "@portcullis/domain/password-reset";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { passwordResetMail } from "@portcullis/runtime/mail/mails";
import { and, eq, sql } from "drizzle-orm";
import type { PublicContext } from "../kernel/context.ts";
import { countMail } from "../kernel/mail-budget.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * Mails somebody a link, where there is such a person. The answer is the same whoever is asked for, and does not wait: the
 * work comes after it, and what fails there is told to the log.
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts`, by what was submitted and the address only
 */
export const requestPasswordReset = useCase(
  { access: { anybody: true }, audit: "user.password_reset_requested" },
  requestPasswordResetInput,
  requestedPasswordReset,
  async (ctx, input) => {
    await assertAttemptCounted(ctx.db, resetKeys({ ...input, address: ctx.from.address }), { budgets: resetBudgets });
    void mailResetLink(ctx, input).catch(ctx.log);
    return { accepted: true as const };
  },
);

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

/**
 * Creates a single-use link that sets a user's password, and replaces an open one; the caller holds the user's lock and
 * records the event. The secret follows the `#`, which browsers send to no server, so it appears in no log.
 */
export async function makeResetLink(
  tx: TenantTx,
  of: {
    readonly userId: string;
    readonly requestedBy: string | null;
    readonly minutes: number;
    readonly publicUrl: URL;
  },
): Promise<{ readonly link: string; readonly expiresAt: Timestamp }> {
  const { tenantId } = tx;
  const { token, text } = newLinkToken(tenantId);
  const row = {
    tokenHash: hashToken(token),
    requestedBy: of.requestedBy,
    createdAt: sql`now()`,
    expiresAt: sql`now() + make_interval(mins => ${of.minutes}::int)`,
  };
  const [written] = await tx
    .insert(passwordResets)
    .values({ tenantId, userId: of.userId, ...row })
    .onConflictDoUpdate({ target: [passwordResets.tenantId, passwordResets.userId], set: row })
    .returning({ expiresAt: passwordResets.expiresAt });
  if (!written) throw new Error("The reset link was not written.");
  return { link: new URL(`/reset-password#${text}`, of.publicUrl).href, ...written };
}
