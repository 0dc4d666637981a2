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

/** Used, expired, replaced, withdrawn, void because its maker could not make it any more, or never made: whoever holds such a link learns nothing from the difference. */
const linkVoid = () =>
  new DomainError(
    "NOT_FOUND",
    "link_void",
    "This link is no longer valid: it was used, withdrawn or replaced by a newer one, or it has expired. Ask for a new one.",
  );

/** @throws {DomainError} NOT_FOUND `link_void` for what is no link of ours */
export function resetToken(text: string): SessionToken {
  const token = readLinkToken(text);
  if (!token) throw linkVoid();
  return token;
}

export interface OpenReset {
  readonly userId: string;
  /** Who made it; null where the person asked for it. */
  readonly requestedBy: string | null;
  readonly email: string;
  readonly expiresAt: Date;
  readonly tenant: { readonly slug: string; readonly name: string };
}

const maker = alias(users, "maker");

/**
 * Whose password an unused, unexpired link of an active person sets, as maker and person are at this instant; whoever is about
 * to change something holds the locks of both.
 * @throws {DomainError} NOT_FOUND `link_void`, also where its maker could not make it any more
 */
export async function readOpenReset(tx: TenantTx, token: string): Promise<OpenReset> {
  const [reset] = await tx
    .select({
      userId: users.id,
      requestedBy: passwordResets.requestedBy,
      email: users.email,
      isOwner: users.isOwner,
      holds: permissionsOf(users.tenantId, users.id),
      makerStatus: maker.status,
      makerIsOwner: maker.isOwner,
      makerHolds: permissionsOf(maker.tenantId, maker.id),
      expiresAt: passwordResets.expiresAt,
      tenant: { slug: tenants.slug, name: tenants.name },
    })
    .from(passwordResets)
    .innerJoin(users, and(eq(users.tenantId, passwordResets.tenantId), eq(users.id, passwordResets.userId)))
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .leftJoin(maker, and(eq(maker.tenantId, passwordResets.tenantId), eq(maker.id, passwordResets.requestedBy)))
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
  const { isOwner, holds, makerStatus, makerIsOwner, makerHolds, ...open } = reset;
  if (open.requestedBy === null) return open;
  if (makerStatus !== "active") throw linkVoid();
  const target = subject(open.userId, isOwner, holds);
  if (resetLinkRefusal(subject(open.requestedBy, makerIsOwner === true, makerHolds), target)) throw linkVoid();
  return open;
}

const subject = (id: string, isOwner: boolean, holds: readonly Permission[]) => ({
  id,
  isOwner,
  permissions: isOwner ? permissions : holds,
});
