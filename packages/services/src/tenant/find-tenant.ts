import type { Database } from "@portcullis/db/client";
import { tenants } from "@portcullis/db/schema/tenants";
import { notFound } from "@portcullis/domain/errors";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { eq } from "drizzle-orm";

/**
 * The tenant that a command line names, suspended ones too.
 * @param db a pool of the schema's owner: the application sees a tenant only from inside
 * @throws {DomainError} NOT_FOUND
 */
export async function findTenant(db: Database, slug: string): Promise<TenantId> {
  const [row] = await db.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, slug));
  if (!row) throw notFound(`tenant: ${slug}`);
  return tenantId(row.id);
}
