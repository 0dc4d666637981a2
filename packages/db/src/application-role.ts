import type postgres from "postgres";

interface RoleAttributes {
  name: string;
  isSuperuser: boolean;
  bypassesPolicies: boolean;
  createsRoles: boolean;
  /** A role that none of this binds, and that it may become. */
  becomes: string | null;
  owned: string | null;
}

/**
 * Makes sure that row-level security binds the connected role, and answers its name.
 * @throws with a sentence when it is a superuser, may bypass policies or create roles, may become a role that does, or owns (itself or through a role it belongs to) the database or a table in it
 */
export async function assertApplicationRole(sql: postgres.Sql): Promise<string> {
  // The role that signed in counts too: a connection that works as another one may go back to it.
  const roles = await sql<RoleAttributes[]>`
    select role.rolname as "name", role.rolsuper as "isSuperuser", role.rolbypassrls as "bypassesPolicies",
      role.rolcreaterole as "createsRoles", (
      select other.rolname from pg_roles other
        where other.oid <> role.oid and (other.rolsuper or other.rolbypassrls or other.rolcreaterole)
          and pg_has_role(role.oid, other.oid, 'MEMBER') order by other.rolname limit 1
    ) as "becomes", coalesce(
      (select 'the database ' || datname from pg_database
        where datname = current_database() and pg_has_role(role.oid, datdba, 'MEMBER')),
      (select 'the table ' || relname from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and pg_has_role(role.oid, relowner, 'MEMBER')
        order by relname limit 1)
    ) as "owned"
    from pg_roles role where role.rolname in (current_user, session_user) order by role.rolname <> current_user`;
  const [current] = roles;
  if (!current) throw new Error("The role of DATABASE_URL does not exist in the database.");
  for (const role of roles) {
    const fault = faultOf(role);
    if (!fault) continue;
    throw new Error(
      `DATABASE_URL connects as "${role.name}", ${fault}: tenants would not be isolated from each other. Use the application role there, which owns nothing, and the owner in DATABASE_OWNER_URL.`,
    );
  }
  return current.name;
}

function faultOf(role: RoleAttributes): string | undefined {
  if (role.isSuperuser) return "which is a superuser";
  if (role.bypassesPolicies) return "which may bypass row-level security";
  // PostgreSQL 15 lets such a role make itself a member of the owner.
  if (role.createsRoles) return "which may create roles";
  if (role.becomes !== null) return `which may become ${role.becomes}`;
  if (role.owned !== null) return `which owns ${role.owned}`;
  return undefined;
}
