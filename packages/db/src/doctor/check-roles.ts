import type postgres from "postgres";
import { assertApplicationRole } from "../application-role.ts";
import { error, type Finding, ok } from "./finding.ts";

/** Whether the owner owns, and the application only works there. */
export async function checkRoles(owner: postgres.Sql, application: postgres.Sql): Promise<readonly Finding[]> {
  return [await owning(owner), await bound(application), await granted(application)];
}

async function owning(owner: postgres.Sql): Promise<Finding> {
  const [row] = await owner<{ name: string; foreign: string | null }[]>`
    select current_user::text as name, (
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
        and not pg_has_role(relowner, 'USAGE') order by relname limit 1) as foreign`;
  if (!row?.foreign) return ok(`${row?.name} owns every table`);
  return error(
    `${row.foreign} does not belong to ${row.name}`,
    `As the database's administrator: alter table ${row.foreign} owner to ${row.name};`,
  );
}

async function bound(application: postgres.Sql): Promise<Finding> {
  try {
    return ok(`Row-level security applies to ${await assertApplicationRole(application)}`);
  } catch (cause) {
    return error(cause instanceof Error ? cause.message : String(cause), "Then run start, or db:migrate.");
  }
}

/** The grants that `db:migrate` gives; one that is missing is a 500 for somebody. */
async function granted(application: postgres.Sql): Promise<Finding> {
  const [missing] = await application<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and relname <> 'sign_in_throttle'
      and not has_table_privilege(oid, 'select')
    union all
    select proname from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'
      and not has_function_privilege(oid, 'execute')
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = pg_proc.oid and d.deptype = 'e')
    order by 1 limit 1`;
  return missing
    ? error(`The application may not use ${missing.name}`, "Run db:migrate, which sets all grants again.")
    : ok("The application has its grants");
}
