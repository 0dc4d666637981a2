import type { Database } from "@portcullis/db/client";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";

/** Where to look for somebody who is not signed in; undefined for a tenant that does not exist. */
export async function tenantBySlug(db: Database, slug: string): Promise<TenantId | undefined> {
  const [row] = await db.execute<{ id: string | null }>(sql`select tenant_by_slug(${slug}) as id`);
  return row?.id ? tenantId(row.id) : undefined;
}
