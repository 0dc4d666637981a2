import { totpInvitation } from "@portcullis/auth/factor/totp";
import { beginTotpFactor } from "@portcullis/auth/factor/totp-factor";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { totpSetup } from "@portcullis/domain/account-security";
import { conflict, unauthorized } from "@portcullis/domain/errors";
import { and, eq } from "drizzle-orm";
import { lockSelf } from "../internal/lock-self.ts";
import { noInput, useCase } from "../kernel/use-case.ts";

/**
 * Begins the set-up of an authenticator app. It lets nobody in before a code of it was shown. Asked twice, the first secret is void.
 * @throws {DomainError} CONFLICT `factor_exists` where an app is set up already
 */
export const beginTotp = useCase(
  { access: { signedIn: true, confirmed: true, whileEnrolling: true } },
  noInput,
  totpSetup,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { id } = await lockSelf(tx, ctx);
      const secret = await beginTotpFactor(tx, id, ctx);
      if (!secret) throw conflict("factor_exists", "An authenticator app is set up already. Remove it first.");
      return totpInvitation(secret, await accountOf(tx, id));
    }),
);

/** What apps show beside the code. */
async function accountOf(tx: TenantTx, userId: string): Promise<{ issuer: string; label: string }> {
  const [row] = await tx
    .select({ label: users.email, tenant: tenants.name })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)));
  if (!row) throw unauthorized();
  // The colon separates issuer and account.
  return { issuer: `Portcullis ${row.tenant}`.replaceAll(":", " "), label: row.label };
}
