import type postgres from "postgres";

/** What the catalogue says of a database, one entry for each thing in it: its kind and name, and how it is rendered. */
export type Catalogue = ReadonlyMap<string, string>;

/**
 * Functions that stay as the migration made them: what they answered is stored, or migrations call them. Those that columns, indexes,
 * constraints and policies depend on, and what these functions call, are found in the catalogue.
 */
const frozenByUse = [
  // 0053 and 0056 filled user_search and device_search with what they answer.
  "search_forms",
  "folded_prefixes",
  // Migrations call it for each new tenant table.
  "isolate_tenant_table",
];

const ourRoutine = `p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') and not exists (
  select from pg_depend e where e.classid = 'pg_proc'::regclass and e.objid = p.oid and e.deptype = 'e')`;
const routineName = "case p.prokind when 'p' then 'procedure ' else 'function ' end || p.oid::regprocedure";
const ourRelation = (
  kinds: string,
) => `c.relnamespace = 'public'::regnamespace and c.relkind in (${kinds}) and not exists (
  select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')`;
/** Who may do what, without whoever gave it. */
const grantsOf = (
  acl: string,
) => `(select string_agg(concat_ws(' ', case a.grantee when 0 then 'public' else a.grantee::regrole::text end,
  a.privilege_type, case when a.is_grantable then 'grantable' end), ', ' order by a.grantee::regrole::text, a.privilege_type)
  from aclexplode(${acl}) a)`;

const objects = `
  select ${routineName} as name, pg_get_functiondef(p.oid) as rendering from pg_proc p where ${ourRoutine}
  union all
  select 'view ' || c.oid::regclass, concat_ws(E'\\n', c.reloptions::text, (
      select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum)
      from pg_attribute where attrelid = c.oid and attnum > 0), pg_get_viewdef(c.oid))
    from pg_class c where ${ourRelation("'v'")}
  union all
  select format('trigger %I on %s', t.tgname, t.tgrelid::regclass),
      concat_ws(' ', pg_get_triggerdef(t.oid), case t.tgenabled when 'O' then null else 'enabled: ' || t.tgenabled::text end)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and ${ourRelation("'r', 'p', 'v'")}`;

const everythingElse = `
  select 'table ' || c.oid::regclass as name, concat_ws(' ', c.relkind, c.reloptions::text) as rendering
    from pg_class c where ${ourRelation("'r', 'p'")}
  union all
  select format('column %s.%I', c.oid::regclass, a.attname), concat_ws(' ', format_type(a.atttypid, a.atttypmod),
      case when a.attcollation not in (0, 'default'::regcollation) then 'collate ' || a.attcollation::regcollation end,
      case when a.attnotnull then 'not null' end, nullif('identity ' || a.attidentity::text, 'identity '),
      nullif('generated ' || a.attgenerated::text, 'generated '), pg_get_expr(d.adbin, d.adrelid))
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where ${ourRelation("'r', 'p'")}
  union all
  select format('view column %s.%I', c.oid::regclass, a.attname), format_type(a.atttypid, a.atttypmod)
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where ${ourRelation("'v'")}
  union all
  select 'index ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' invalid' end
    from pg_index i join pg_class c on c.oid = i.indrelid where ${ourRelation("'r', 'p'")}
  union all
  -- Version 18 has constraints for columns that are not null, which the columns say already.
  select format('constraint %I on %s', k.conname, k.conrelid::regclass), pg_get_constraintdef(k.oid)
    from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype not in ('n', 't') and ${ourRelation("'r', 'p'")}
  union all
  select 'sequence ' || c.oid::regclass, format_type(s.seqtypid, null) || ' by ' || s.seqincrement
    from pg_class c join pg_sequence s on s.seqrelid = c.oid where ${ourRelation("'S'")}
  union all
  select 'type ' || t.oid::regtype, concat_ws(' ', t.typtype, pg_catalog.format_type(nullif(t.typbasetype, 0), null),
      (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid))
    from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('d', 'e')
      and not exists (select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = t.oid and e.deptype = 'e')
  union all
  select 'extension ' || extname, '' from pg_extension
  union all
  select 'row security of ' || c.oid::regclass, concat_ws(' ', case when c.relrowsecurity then 'enabled' end,
      case when c.relforcerowsecurity then 'forced' end) from pg_class c where ${ourRelation("'r', 'p'")}
  union all
  select format('policy %I on %I', policyname, tablename), concat_ws(' ', permissive, cmd, roles::text, 'using', qual, 'check', with_check)
    from pg_policies where schemaname = 'public'
  union all
  select 'grants on ' || c.oid::regclass, ${grantsOf("c.relacl")} from pg_class c where ${ourRelation("'r', 'p', 'v', 'S'")}
  union all
  select format('grants on %s.%I', c.oid::regclass, a.attname), ${grantsOf("a.attacl")}
    from pg_class c join pg_attribute a on a.attrelid = c.oid where a.attacl is not null and ${ourRelation("'r', 'p', 'v'")}
  union all
  select 'grants on ' || ${routineName}, ${grantsOf("p.proacl")} from pg_proc p where ${ourRoutine}
  union all
  select 'grants on schema ' || n.nspname, ${grantsOf("n.nspacl")} from pg_namespace n where n.nspname in ('public', 'drizzle')`;

/** Our functions, views and triggers, or those of one name. Their names here are what follows `drop`. */
export const readObjects = (tx: postgres.TransactionSql, name?: string): Promise<Catalogue> =>
  read(tx, name === undefined ? objects : `select * from (${objects}) each where each.name ~ '^\\w+ ${name}\\M'`);

/** The schema `public` whole: what two databases are compared by. */
export const readCatalogue = (tx: postgres.TransactionSql): Promise<Catalogue> =>
  read(tx, `${objects} union all ${everythingElse}`);

/** Names of the functions that have no file, because what depends on them forbids to change them. */
export async function readFrozen(tx: postgres.TransactionSql): Promise<ReadonlySet<string>> {
  const frozen = await read(
    tx,
    `with recursive frozen (oid) as (
      select p.oid from pg_proc p where ${ourRoutine} and (p.proname = any (array['${frozenByUse.join("','")}']) or exists (
        select from pg_depend d where d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid and d.classid in
          ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass, 'pg_policy'::regclass)))
      union
      select d.refobjid from frozen f join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = f.oid
        and d.refclassid = 'pg_proc'::regclass)
    select ${routineName} as name, '' as rendering from pg_proc p join frozen f on f.oid = p.oid where ${ourRoutine}`,
  );
  return new Set(frozen.keys());
}

/** A sentence for each thing that is missing, differs or is there besides. */
export function differences(expected: Catalogue, found: Catalogue): readonly string[] {
  const missing = [...expected.keys()].filter((name) => !found.has(name)).map((name) => `${name} is missing`);
  const others = [...found].flatMap(([name, rendering]) => {
    if (!expected.has(name)) return [`${name} is not expected`];
    return expected.get(name) === rendering ? [] : [`${name} differs`];
  });
  return [...missing, ...others].toSorted();
}

/** How names are written depends on where they are looked for. */
async function read(tx: postgres.TransactionSql, query: string): Promise<Catalogue> {
  await tx`select set_config('search_path', 'public, pg_temp', true)`;
  const rows = await tx.unsafe<{ name: string; rendering: string | null }[]>(query);
  return new Map(rows.map(({ name, rendering }) => [name, rendering ?? ""]));
}
