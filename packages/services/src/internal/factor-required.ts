import { tenants } from "@portcullis/db/schema/tenants";
import type { TenantTx } from "@portcullis/db/tenant";
import { mustEnrol } from "@portcullis/domain/second-factor";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import { eq } from "drizzle-orm";

/** Whether the tenant's policy asks this person for a second factor. */
export async function isFactorRequired(
  tx: TenantTx,
  person: Pick<AuthorizationSubject, "isOwner" | "permissions">,
): Promise<boolean> {
  const [tenant] = await tx
    .select({ policy: tenants.secondFactorPolicy })
    .from(tenants)
    .where(eq(tenants.id, tx.tenantId));
  if (!tenant) return false;
  return mustEnrol(tenant.policy, {
    isOwner: person.isOwner,
    permissions: person.permissions,
    hasSecondFactor: false,
  });
}
