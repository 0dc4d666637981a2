import postgres from "postgres";

export interface BootstrapOptions {
  /** Of a role that may create roles and databases. */
  readonly superuserUrl: string;
  readonly database: string;
  readonly owner: RoleOptions;
  readonly application: RoleOptions;
}

export interface RoleOptions {
  readonly name: string;
  readonly password: string;
}

/** The two connection strings that the rest of the product works with. */
export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly applicationUrl: string;
}

/**
 * Creates the two roles and the database where they are missing, and brings them to what they must be: the owner owns the
 * database (and by that its schema), the application role owns nothing and row-level security binds it. Safe to repeat.
 */
export async function bootstrap(options: BootstrapOptions): Promise<DatabaseUrls> {
  const { superuserUrl, database, owner, application } = options;
  const sql = postgres(superuserUrl, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    // Two starts at once would meet in the catalogue: "tuple concurrently updated".
    await sql`select pg_advisory_lock(hashtext('portcullis bootstrap'))`;
    for (const role of [owner, application]) await createRole(sql, role);
    const [existing] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!existing) {
      await sql`create database ${sql(database)} owner ${sql(owner.name)} template template0 encoding 'UTF8'`;
    }
    await sql`alter database ${sql(database)} owner to ${sql(owner.name)}`;
    await sql`revoke all on database ${sql(database)} from public`;
    await sql`grant connect on database ${sql(database)} to ${sql(application.name)}`;
  } finally {
    await sql.end();
  }
  return {
    ownerUrl: urlFor(superuserUrl, database, owner),
    applicationUrl: urlFor(superuserUrl, database, application),
  };
}

async function createRole(sql: postgres.Sql, { name, password }: RoleOptions): Promise<void> {
  const [existing] = await sql`select 1 from pg_roles where rolname = ${name}`;
  if (!existing) await sql`create role ${sql(name)}`;
  // Utility statements take no parameters; the server quotes the password.
  const [statement] = await sql<{ text: string }[]>`
    select format(
      'alter role %I login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password %L',
      ${name}::text, ${password}::text
    ) as text`;
  if (statement) await sql.unsafe(statement.text);
}

/** The same server, another database and role. */
export function urlFor(anyUrl: string, database: string, role: RoleOptions): string {
  const url = new URL(anyUrl);
  url.username = encodeURIComponent(role.name);
  url.password = encodeURIComponent(role.password);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
