import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";

/** What anybody knows of a person, and would try as their password: e-mail, names, where they belong. Empty for nobody. */
export async function readPersonalTerms(tx: TenantTx, userId: string): Promise<string[]> {
  const [row] = await tx
    .select({
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      slug: tenants.slug,
      tenant: tenants.name,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)));
  return Object.values(row ?? {}).filter((word) => word !== null);
}
