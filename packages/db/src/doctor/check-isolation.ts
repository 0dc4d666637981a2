import postgres from "postgres";
import { type Catalogue, readCatalogue } from "../sql/catalogue.ts";
import { error, type Finding, ok } from "./finding.ts";

/** No tenant's rows: nobody is granted these, and functions alone reach them. */
export const tablesWithoutTenant: readonly string[] = ["sign_in_throttle"];

/**
 * What the catalogue must say of the isolation of these tables. `isolate_tenant_table` makes it so: a migration calls it for each new one.
 * @param owner the role that owns the schema, and alone sees every tenant's rows
 */
export function isolationOf(tables: readonly string[], owner: string): Catalogue {
  return new Map(
    tables.flatMap((table): (readonly [string, string])[] => {
      if (tablesWithoutTenant.includes(table)) return [[`row security of ${table}`, ""]];
      const own = `(${table === "tenants" ? "id" : "tenant_id"} = ( SELECT app_tenant_id() AS app_tenant_id))`;
      return [
        [`row security of ${table}`, "enabled forced"],
        [`policy tenant on ${table}`, `PERMISSIVE ALL {public} using ${own} check ${own}`],
        [`policy owner on ${table}`, `PERMISSIVE ALL {${owner}} using true check true`],
      ];
    }),
  );
}

/** The part of a catalogue that `isolationOf` speaks of. */
export const isolationIn = (catalogue: Catalogue): Catalogue =>
  new Map([...catalogue].filter(([name]) => /^(row security of|policy) /.test(name)));

/** What keeps tenants apart in the database: on every table, and in every function that may look across them. */
export async function checkIsolation(owner: postgres.Sql): Promise<readonly Finding[]> {
  const catalogue = await owner.begin(readCatalogue);
  const tables = [...catalogue.keys()].flatMap((name) => /^table (.*)/.exec(name)?.[1] ?? []).toSorted();
  // Whom the policy for the owner names is a matter of the roles.
  const open = tables.find((table) =>
    [`row security of ${table}`, `policy tenant on ${table}`].some(
      (name) => catalogue.get(name) !== isolationOf([table], "").get(name),
    ),
  );
  const [view] = await owner<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
      and not coalesce('security_invoker=true' = any(reloptions), false) order by 1 limit 1`;
  const [loose] = await owner<{ name: string }[]>`
    select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
      and (not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')
        or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))
    order by 1 limit 1`;
  const advice = "The schema was changed manually: restore a backup of it, or ask for help with the change.";
  return [
    open
      ? error(`Nothing isolates the tenants in ${open} from each other`, advice)
      : ok("Every table has row-level security, forced"),
    view
      ? error(`The view ${view.name} runs with the rights of its owner`, advice)
      : ok("Every view runs with the rights of its reader"),
    loose
      ? error(`Anybody may call ${loose.name}, or its search_path is not fixed`, advice)
      : ok("Every function that reads across tenants is restricted"),
  ];
}
