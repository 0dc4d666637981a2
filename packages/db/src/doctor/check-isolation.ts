import type postgres from "postgres";
import { error, type Finding, ok } from "./finding.ts";

/** The tables that are no tenant's: the counters of sign-in attempts have no grants instead. */
const withoutPolicy = ["sign_in_throttle"];

/** What keeps tenants apart in the database: on every table, and in every function that may look across them. */
export async function checkIsolation(owner: postgres.Sql): Promise<readonly Finding[]> {
  const [open] = await owner<{ name: string }[]>`
    select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and relname <> all(${withoutPolicy})
      and not (relrowsecurity and relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid and polname = 'tenant'))
    order by 1 limit 1`;
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
      ? error(`Nothing isolates the tenants in ${open.name} from each other`, advice)
      : ok("Every table has row-level security, forced"),
    view
      ? error(`The view ${view.name} runs with the rights of its owner`, advice)
      : ok("Every view runs with the rights of its reader"),
    loose
      ? error(`Anybody may call ${loose.name}, or its search_path is not fixed`, advice)
      : ok("Every function that reads across tenants is restricted"),
  ];
}
