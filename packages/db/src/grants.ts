import type postgres from "postgres";

/** Tables that the application may only add to and read. */
const appendOnly = ["audit_events"];
/** Tables that the application reaches through functions alone. */
const unreachable = ["sign_in_throttle"];

/**
 * Gives the application role what it needs and takes everything else away; run after each migration, any number of times.
 * Migrations name no role, so the same ones serve every installation.
 */
export async function grantApplicationRole(sql: postgres.Sql, role: string): Promise<void> {
  await sql.begin(async (tx) => {
    const name = tx(role);
    await tx`grant usage on schema public, drizzle to ${name}`;
    // Whether everything is migrated: asked by readiness checks.
    await tx`grant select on drizzle.__drizzle_migrations to ${name}`;
    await tx`revoke all on all tables in schema public from ${name}`;
    await tx`grant select, insert, update, delete on all tables in schema public to ${name}`;
    await tx`revoke update, delete, truncate on ${tx(appendOnly)} from ${name}`;
    await tx`revoke all on ${tx(unreachable)} from ${name}`;
    await tx`revoke insert, delete on tenants from ${name}`;
    // Procedures too, which only migrations call.
    await tx`revoke execute on all routines in schema public from public, ${name}`;
    await tx`grant execute on all functions in schema public to ${name}`;
  });
}
