import { readLinkToken } from "@portcullis/auth/link-token";
import { hashToken, type SessionToken } from "@portcullis/auth/session-token";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { DomainError } from "@portcullis/domain/errors";
import { resetLinkRefusal } from "@portcullis/domain/password-reset";
import { type Permission, permissions } from "@portcullis/domain/permission";
import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { permissionsOf } from "./permissions-of.ts";

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
  readonly expiresAt: Date;
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

const subject = (id: string, isOwner: boolean, holds: readonly Permission[]) => ({
  id,
  isOwner,
  permissions: isOwner ? permissions : holds,
});
