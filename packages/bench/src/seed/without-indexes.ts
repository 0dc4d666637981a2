import type postgres from "postgres";

/**
 * Loads with the tables' indexes away, but for those of keys, and makes them again: sorted once instead of kept sorted three
 * million times.
 */
export async function withoutIndexes(
  sql: postgres.Sql,
  tables: readonly string[],
  load: () => Promise<void>,
): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = any(${tables.map(String)}::regclass[]) and not indisprimary`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await load();
  await sql`set maintenance_work_mem = '1GB'`;
  for (const { definition } of indexes) await sql.unsafe(definition);
}
