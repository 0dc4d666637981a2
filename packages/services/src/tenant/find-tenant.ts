import type { Database } from "@portcullis/db/client";
import { notFound } from "@portcullis/domain/errors";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";

/**
 * The active tenant that a command line names.
 * @throws {DomainError} NOT_FOUND
 */
export async function findTenant(db: Database, slug: string): Promise<TenantId> {
  const [row] = await db.execute<{ id: string | null }>(sql`select tenant_by_slug(${slug}) as id`);
  if (!row?.id) throw notFound(`tenant: ${slug}`);
  return tenantId(row.id);
}
