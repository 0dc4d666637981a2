import type { Database } from "@portcullis/db/client";
import { credentials } from "@portcullis/db/schema/credentials";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { DomainError, unauthorized } from "@portcullis/domain/errors";
import { and, eq } from "drizzle-orm";
import { verifyPassword } from "./password.ts";
import type { UserPrincipal } from "./principal.ts";
import { recordFailure } from "./record-failure.ts";
import { assertAttemptCounted, settleSignIn, signInKeys } from "./throttle.ts";

/**
 * Whether somebody signed in knows their password: for what a stolen session must not be enough for. A guess here counts as
 * one at the door, and stands in the audit log as one.
 * @returns the hash that it was compared with, to be compared again under the lock; undefined for a wrong password
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts`, `busy` · UNAUTHORIZED when they are gone meanwhile
 */
export async function confirmPassword(
  db: Database,
  principal: UserPrincipal,
  password: string,
): Promise<string | undefined> {
  const { tenantId, userId, from } = principal;
  const account = await withTenant(db, tenantId, (tx) => readAccount(tx, userId));
  if (!account) throw unauthorized();
  const keys = signInKeys({ tenant: account.slug, email: account.email, address: from.address });
  await assertAttemptCounted(db, keys);
  try {
    if (account.passwordHash !== null && (await verifyPassword(account.passwordHash, password))) {
      await settleSignIn(db, keys, "succeeded");
      return account.passwordHash;
    }
  } catch (error) {
    if (error instanceof DomainError && error.reason === "busy") await settleSignIn(db, keys, "unread");
    throw error;
  }
  await recordFailure(db, tenantId, userId, from);
  return undefined;
}

async function readAccount(tx: TenantTx, userId: string) {
  const [account] = await tx
    .select({ slug: tenants.slug, email: users.email, passwordHash: credentials.passwordHash })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .leftJoin(credentials, and(eq(credentials.tenantId, users.tenantId), eq(credentials.userId, users.id)))
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)));
  return account;
}
