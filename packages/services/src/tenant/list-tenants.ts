import type { Database } from "@portcullis/db/client";
import { tenants } from "@portcullis/db/schema/tenants";
import { notFound } from "@portcullis/domain/errors";
import { eq } from "drizzle-orm";

/**
 * All tenants, suspended ones too, by name at sign-in; or the one that is asked for.
 * @param db a pool of the schema's owner: the application sees a tenant only from inside
 * @throws {DomainError} NOT_FOUND where there is none of that name
 */
export async function listTenants(db: Database, slug?: string): Promise<{ id: string; slug: string }[]> {
  const found = await db
    .select({ id: tenants.id, slug: tenants.slug })
    .from(tenants)
    .where(slug === undefined ? undefined : eq(tenants.slug, slug))
    .orderBy(tenants.slug);
  if (slug !== undefined && found.length === 0) throw notFound(`tenant: ${slug}`);
  return found;
}
