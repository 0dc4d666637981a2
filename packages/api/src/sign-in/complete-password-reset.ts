import { readLinkToken } from "@portcullis/auth/link-token";
import { hashPassword } from "@portcullis/auth/password";
import { assertAcceptablePassword } from "@portcullis/auth/password-rules";
import { revokeAllSessions } from "@portcullis/auth/revoke-session";
import { hashToken, type SessionToken } from "@portcullis/auth/session-token";
import { setPassword } from "@portcullis/auth/set-password";
import { settleSignIn, signInKeys } from "@portcullis/auth/throttle";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant, withTenantReadOnly } from "@portcullis/db/tenant";
import { DomainError } from "@portcullis/domain/errors";
import {
  completedPasswordReset,
  completePasswordReset as completePasswordResetInput,
  inspectPasswordReset as inspectPasswordResetInput,
  openPasswordReset,
  resetLinkRefusal,
} from "@portcullis/domain/password-reset";
import { type Permission, permissionsHeld } from "@portcullis/domain/permission";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { PublicContext } from "../kernel/context.ts";
import { lockMakerAndRecipient } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { permissionsOf, readPersonalTerms } from "../user/internal.ts";

/** Whose password a link sets, and until when. It stays open. @throws {DomainError} NOT_FOUND `link_void` */
export const inspectPasswordReset = useCase(
  { access: { anybody: true } },
  inspectPasswordResetInput,
  openPasswordReset,
  async (ctx, input) => {
    const { tenantId, token } = parseResetToken(input.token);
    const {
      userId: _,
      requestedBy: __,
      ...reset
    } = await withTenantReadOnly(ctx.db, tenantId, (tx) => getPendingPasswordReset(tx, token));
    return reset;
  },
);

/**
 * Sets a new password by a single-use link and ends all of the person's sessions; second factors stay and are asked for at
 * the next sign-in. The password is hashed after the link was checked and before the lock is taken, so that nobody waits for
 * the hash.
 * @throws {DomainError} NOT_FOUND `link_void` · BAD_REQUEST `password_refused` (the link stays open) · TOO_MANY_REQUESTS `busy`
 */
export const completePasswordReset = useCase(
  { access: { anybody: true }, audit: "user.password_reset" },
  completePasswordResetInput,
  completedPasswordReset,
  async (ctx, input) => {
    const link = parseResetToken(input.token);
    const { seen, about } = await withTenant(ctx.db, link.tenantId, async (tx) => {
      const open = await getPendingPasswordReset(tx, link.token);
      return { seen: open, about: await readPersonalTerms(tx, open.userId) };
    });
    assertAcceptablePassword(input.password, { about });
    const passwordHash = await hashPassword(input.password);
    const { tenant, email } = await consumeResetLink(ctx, link, { ...seen, passwordHash });
    // Who forgot the password has tried some before: they may come in now, from where they are.
    await settleSignIn(ctx.db, signInKeys({ tenant: tenant.slug, email, address: ctx.from.address }), "succeeded");
    return { tenant, email };
  },
);

/**
 * What a link was seen to be good for, carried out in one transaction under the locks of the person and of the link's maker: of
 * any number at once, one finds it open. Every session of the person ends.
 * @throws {DomainError} NOT_FOUND `link_void`
 */
export async function consumeResetLink(
  ctx: Pick<PublicContext, "db" | "from">,
  link: SessionToken,
  change: Pick<PendingPasswordReset, "userId" | "requestedBy"> & { readonly passwordHash: string },
): Promise<PendingPasswordReset> {
  const { userId, requestedBy, passwordHash } = change;
  return withTenant(ctx.db, link.tenantId, async (tx) => {
    await lockMakerAndRecipient(tx, requestedBy ?? userId, userId);
    const reset = await getPendingPasswordReset(tx, link.token);
    await setPassword(tx, userId, passwordHash);
    await revokeAllSessions(tx, [userId]);
    await recordAudit(tx, {
      action: "user.password_reset",
      actor: { kind: "user", id: userId, from: ctx.from },
      target: { kind: "user", id: userId },
      subjectId: userId,
    });
    await notify(tx, { userId, sessions: true });
    return reset;
  });
}

/** One error for used, expired, replaced, withdrawn, unauthorised and unknown links, so that the reply does not reveal which it was. */
const linkVoid = () =>
  new DomainError(
    "NOT_FOUND",
    "link_void",
    "This link is no longer valid: it was used, withdrawn or replaced by a newer one, or it has expired. Ask for a new one.",
  );

/** @throws {DomainError} NOT_FOUND `link_void` where the text is no valid link token */
export function parseResetToken(text: string): SessionToken {
  const token = readLinkToken(text);
  if (!token) throw linkVoid();
  return token;
}

export interface PendingPasswordReset {
  readonly userId: string;
  /** Who made it; null where the person asked for it. */
  readonly requestedBy: string | null;
  readonly email: string;
  readonly expiresAt: Timestamp;
  readonly tenant: { readonly slug: string; readonly name: string };
}

const requester = alias(users, "requester");

/**
 * The pending reset of a token, checked against the user and the requester as they are now. Callers that write hold the locks of
 * both rows.
 * @throws {DomainError} NOT_FOUND `link_void`, also where its requester could not make it any more
 */
export async function getPendingPasswordReset(tx: TenantTx, token: string): Promise<PendingPasswordReset> {
  const [reset] = await tx
    .select({
      userId: users.id,
      requestedBy: passwordResets.requestedBy,
      email: users.email,
      isOwner: users.isOwner,
      holds: permissionsOf(users.tenantId, users.id),
      requesterStatus: requester.status,
      requesterIsOwner: requester.isOwner,
      requesterPermissions: permissionsOf(requester.tenantId, requester.id),
      expiresAt: passwordResets.expiresAt,
      tenant: { slug: tenants.slug, name: tenants.name },
    })
    .from(passwordResets)
    .innerJoin(users, and(eq(users.tenantId, passwordResets.tenantId), eq(users.id, passwordResets.userId)))
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .leftJoin(
      requester,
      and(eq(requester.tenantId, passwordResets.tenantId), eq(requester.id, passwordResets.requestedBy)),
    )
    .where(
      and(
        eq(passwordResets.tenantId, tx.tenantId),
        eq(passwordResets.tokenHash, hashToken(token)),
        sql`${passwordResets.expiresAt} > now()`,
        eq(users.status, "active"),
        eq(tenants.status, "active"),
      ),
    );
  if (!reset) throw linkVoid();
  const { isOwner, holds, requesterStatus, requesterIsOwner, requesterPermissions, ...open } = reset;
  if (open.requestedBy === null) return open;
  if (requesterStatus !== "active") throw linkVoid();
  const target = subject(open.userId, isOwner, holds);
  if (resetLinkRefusal(subject(open.requestedBy, requesterIsOwner === true, requesterPermissions), target))
    throw linkVoid();
  return open;
}

const subject = (id: string, isOwner: boolean, granted: readonly Permission[]) => ({
  id,
  isOwner,
  permissions: permissionsHeld({ isOwner, granted }),
});
