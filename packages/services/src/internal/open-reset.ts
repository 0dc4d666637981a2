import { readLinkToken } from "@portcullis/auth/link-token";
import { hashToken, type SessionToken } from "@portcullis/auth/session-token";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { DomainError } from "@portcullis/domain/errors";
import { and, eq, sql } from "drizzle-orm";

/** Used, expired, replaced, withdrawn, or never made: whoever holds such a link learns nothing from the difference. */
const linkVoid = () =>
  new DomainError("NOT_FOUND", "link_void", "This link was used, has expired, or was replaced by a newer one.");

/** @throws {DomainError} NOT_FOUND `link_void` for what is no link of ours */
export function resetToken(text: string): SessionToken {
  const token = readLinkToken(text);
  if (!token) throw linkVoid();
  return token;
}

export interface OpenReset {
  readonly userId: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly tenant: { readonly slug: string; readonly name: string };
}

/** Whose password an unused, unexpired link of an active person sets. @throws {DomainError} NOT_FOUND `link_void` */
export async function readOpenReset(tx: TenantTx, token: string): Promise<OpenReset> {
  const [reset] = await tx
    .select({
      userId: users.id,
      email: users.email,
      expiresAt: passwordResets.expiresAt,
      tenant: { slug: tenants.slug, name: tenants.name },
    })
    .from(passwordResets)
    .innerJoin(users, and(eq(users.tenantId, passwordResets.tenantId), eq(users.id, passwordResets.userId)))
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
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
  return reset;
}
