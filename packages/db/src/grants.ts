import type postgres from "postgres";

/** What the application may not do, by table; nothing but the owner of the schema takes from the audit log. */
const withheld: Readonly<Record<string, string>> = {
  audit_events: "update, delete, truncate",
  audit_seals: "update, delete, truncate",
  audit_heads: "delete, truncate",
  audit_unsealed: "update, truncate",
  audit_checkpoints: "insert, update, delete, truncate",
  tenants: "insert, delete",
  // Reached through functions alone.
  sign_in_throttle: "all",
};

/**
 * Gives the application role what it needs and takes everything else away; run with each migration, any number of times.
 * Migrations name no role, so the same ones serve every installation.
 */
export async function grantApplicationRole(tx: postgres.TransactionSql, role: string): Promise<void> {
  const name = tx(role);
  await tx`grant usage on schema public, drizzle to ${name}`;
  // Whether everything is migrated: asked by readiness checks.
  await tx`grant select on drizzle.__drizzle_migrations to ${name}`;
  const [release] = await tx`select from pg_class where oid = to_regclass('drizzle.sql_release')`;
  if (release) await tx`grant select on drizzle.sql_release to ${name}`;
  await tx`revoke all on all tables in schema public from ${name}`;
  await tx`grant select, insert, update, delete on all tables in schema public to ${name}`;
  // The first migrations come before some of these.
  const tables = await tx<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  for (const [table, what] of Object.entries(withheld)) {
    if (tables.some(({ name: existing }) => existing === table)) {
      await tx`revoke ${tx.unsafe(what)} on ${tx(table)} from ${name}`;
    }
  }
  // Procedures too, which only migrations call.
  await tx`revoke execute on all routines in schema public from public, ${name}`;
  await tx`grant execute on all functions in schema public to ${name}`;
}
