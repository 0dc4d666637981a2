import { hashPassword } from "@portcullis/auth/password";
import { assertAcceptablePassword } from "@portcullis/auth/password-rules";
import { removeFactors, revokeCredentials } from "@portcullis/auth/revoke-credentials";
import { setPassword } from "@portcullis/auth/set-password";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import { readPersonalTerms } from "../user/internal.ts";
import { type OperatorContext, operator } from "./operator.ts";

/** Whom the owner signs in as, and what ended. */
export interface RecoveredOwner {
  readonly email: string;
  readonly sessions: number;
  /** Whether the tenant is suspended: the owner cannot sign in before it is resumed. */
  readonly suspended: boolean;
}

/**
 * Lets a locked-out owner in again, in one transaction: a new password, no second factor, and every session, link and offer of
 * ownership of theirs ended. The event names the operator, and the console shows it to the tenant.
 * @param ctx with a pool of the schema's owner
 * @throws {DomainError} BAD_REQUEST `password_refused`
 */
export async function recoverOwner(
  ctx: OperatorContext,
  input: { readonly password: string },
): Promise<RecoveredOwner> {
  const { tenantId } = ctx.principal;
  const about = await withTenant(ctx.db, tenantId, async (tx) => readPersonalTerms(tx, (await readOwner(tx)).id));
  assertAcceptablePassword(input.password, { about });
  const passwordHash = await hashPassword(input.password);
  return withTenant(ctx.db, tenantId, async (tx) => {
    // Under the tenant's lock, which a transfer of ownership takes first, the owner stays the same.
    const [tenant] = await tx
      .select({ status: tenants.status })
      .from(tenants)
      .where(eq(tenants.id, tenantId))
      .for("no key update");
    const { id, email } = await readOwner(tx);
    await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.tenantId, tenantId), eq(users.id, id)))
      .for("no key update");
    await setPassword(tx, id, passwordHash);
    await removeFactors(tx, [id]);
    const sessions = (await revokeCredentials(tx, [id])).get(id) ?? 0;
    await recordAudit(tx, {
      action: "user.access_recovered",
      actor: operator,
      target: { kind: "user", id },
      subjectId: id,
    });
    await notify(tx, { userId: id, sessions: true });
    return { email, sessions, suspended: tenant?.status === "suspended" };
  });
}

async function readOwner(tx: TenantTx): Promise<{ readonly id: string; readonly email: string }> {
  const [owner] = await tx
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), users.isOwner));
  if (!owner) throw new Error("The tenant has no owner.");
  return owner;
}
