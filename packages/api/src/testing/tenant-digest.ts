import postgres from "postgres";

/**
 * What every table holds at this moment, as one hash each: the same before and after means that nothing was changed.
 * @param tenantId of the rows that are looked at; undefined for all
 * @param without tables that may change
 */
export async function tenantDigest(
  { ownerUrl }: { readonly ownerUrl: string },
  tenantId?: string,
  without: readonly string[] = [],
): Promise<Record<string, string>> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const tables = await sql<{ name: string; column: string }[]>`
      select c.relname as name, a.attname as column from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = case c.relname when 'tenants' then 'id' else 'tenant_id' end
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all(${without}::text[])
      order by c.relname`;
    const digests: Record<string, string> = {};
    for (const { name, column } of tables) {
      const which = tenantId === undefined ? sql`` : sql`where ${sql(column)} = ${tenantId}`;
      const [row] = await sql<{ digest: string }[]>`
        select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${sql(name)} t ${which}`;
      digests[name] = row?.digest ?? "";
    }
    return digests;
  } finally {
    await sql.end();
  }
}
