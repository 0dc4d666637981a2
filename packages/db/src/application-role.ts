import type postgres from "postgres";

interface RoleFacts {
  name: string;
  isSuperuser: boolean;
  bypassesPolicies: boolean;
  createsRoles: boolean;
  owned: string | null;
}

/**
 * Makes sure that row-level security binds the connected role, and answers its name.
 * @throws with a sentence when it is a superuser, may bypass policies or create roles, or owns (itself or through a role it belongs to) the database or a table in it
 */
export async function assertApplicationRole(sql: postgres.Sql): Promise<string> {
  const [role] = await sql<RoleFacts[]>`
    select rolname as "name", rolsuper as "isSuperuser", rolbypassrls as "bypassesPolicies",
      rolcreaterole as "createsRoles", coalesce(
      (select 'the database ' || datname from pg_database
        where datname = current_database() and pg_has_role(datdba, 'MEMBER')),
      (select 'the table ' || relname from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and pg_has_role(relowner, 'MEMBER')
        order by relname limit 1)
    ) as "owned"
    from pg_roles where rolname = current_user`;
  if (!role) throw new Error("The database does not know the role of DATABASE_URL.");
  const fault = faultOf(role);
  if (!fault) return role.name;
  throw new Error(
    `DATABASE_URL connects as "${role.name}", ${fault}: tenants would not be kept apart. Name the application role there, which owns nothing, and the owner in DATABASE_OWNER_URL.`,
  );
}

function faultOf(role: RoleFacts): string | undefined {
  if (role.isSuperuser) return "which is a superuser";
  if (role.bypassesPolicies) return "which may bypass row-level security";
  // PostgreSQL 15 lets such a role make itself a member of the owner.
  if (role.createsRoles) return "which may create roles";
  if (role.owned !== null) return `which owns ${role.owned}`;
  return undefined;
}
