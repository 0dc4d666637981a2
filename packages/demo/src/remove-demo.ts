import { type DemoSlug, demoSlugs, demoTenantId, firstLaterId } from "@portcullis/api/tenant/demo-ids";
import type { Database } from "@portcullis/db/client";
import { notify } from "@portcullis/db/notify";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { and, asc, eq, gte, sql } from "drizzle-orm";

/** People who were added to a demo tenant, named in the refusal at most. */
const namedMax = 5;

export interface RemovedDemo {
  readonly slug: string;
  readonly id: string;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Removes the demo tenants with everything in them, each in one transaction; what is gone already is passed over. A tenant of
 * somebody's own is never touched, whatever it is called: the demo's are known by their ids.
 * @param db a pool of the schema's owner: the application may not remove tenants
 * @throws {DomainError} CONFLICT `demo_in_use` where people were added since and `addedPeopleToo` is not set
 */
export async function removeDemo(
  db: Database,
  { addedPeopleToo }: { readonly addedPeopleToo: boolean },
): Promise<RemovedDemo[]> {
  const removed: RemovedDemo[] = [];
  for (const slug of demoSlugs) {
    const rows = await withTenant(db, demoTenantId(slug), (tx) => removeTenant(tx, slug, addedPeopleToo));
    if (rows) removed.push({ slug, id: demoTenantId(slug), rows });
  }
  return removed;
}

async function removeTenant(tx: TenantTx, slug: DemoSlug, addedPeopleToo: boolean) {
  await tx.execute(sql`set local statement_timeout = 0`);
  // Nothing can be added to the tenant from here on: every row of it refers to this one.
  const found = await tx.select({}).from(tenants).where(eq(tenants.id, tx.tenantId)).for("update");
  if (found.length === 0) return undefined;
  if (!addedPeopleToo) await assertNobodyWasAdded(tx, slug);
  const rows: Record<string, number> = {};
  for (const table of await tenantTables(tx)) {
    const { count } = await tx.execute(sql`delete from ${sql.identifier(table)} where tenant_id = ${tx.tenantId}`);
    if (count > 0) rows[table] = count;
  }
  await tx.delete(tenants).where(eq(tenants.id, tx.tenantId));
  await notify(tx, { access: true, sessions: true });
  return rows;
}

async function assertNobodyWasAdded(tx: TenantTx, slug: DemoSlug): Promise<void> {
  const wasAdded = and(eq(users.tenantId, tx.tenantId), gte(users.id, firstLaterId));
  const added = await tx.select({ email: users.email }).from(users).where(wasAdded).orderBy(asc(users.id));
  if (added.length === 0) return;
  const named = added.slice(0, namedMax).map(({ email }) => email);
  throw conflict(
    "demo_in_use",
    `${added.length} people were added to the demo tenant ${slug}: ${named.join(", ")}${added.length > namedMax ? ", …" : ""}. Where they may go too: demo:remove --added-people-too`,
  );
}

/** Every table of the schema that names a tenant, those that refer to others before those. */
async function tenantTables(tx: TenantTx): Promise<string[]> {
  const tables = await tx.execute<{ name: string; refers_to: string[] }>(sql`
    select c.relname::text as name, array(
      select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
      where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
    ) as refers_to
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`);
  const left = new Map(tables.map(({ name, refers_to }) => [name, refers_to]));
  const ordered: string[] = [];
  while (left.size > 0) {
    const isReferredTo = new Set([...left.values()].flat());
    const free = [...left.keys()].filter((name) => !isReferredTo.has(name));
    if (free.length === 0) throw new Error(`Tables refer to each other in a circle: ${[...left.keys()].join(", ")}.`);
    for (const name of free) left.delete(name);
    ordered.push(...free);
  }
  return ordered;
}
