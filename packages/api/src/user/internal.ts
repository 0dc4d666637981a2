import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { knownPermissions } from "@portcullis/domain/permission";
import { and, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** What a person holds by roles and groups; unknown permissions are dropped. Null for who is not there. */
export const permissionsOf = (tenantId: SQLWrapper, userId: SQLWrapper) =>
  sql`permissions_of(${tenantId}, ${userId})`.mapWith(knownPermissions);

/** What a person is called in sentences: their name, or the e-mail of somebody without one; null for who is gone. */
export const nameOfUser = (tenantId: SQLWrapper, id: SQLWrapper): SQL<string | null> => sql<string | null>`(
  select display_name(n.first_name, n.last_name, n.email) from users n
  where n.tenant_id = ${tenantId} and n.id = ${id} and n.status <> 'deleting')`;

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
