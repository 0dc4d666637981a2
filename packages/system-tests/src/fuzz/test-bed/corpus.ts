import postgres from "postgres";
import type { Callers } from "./callers.ts";

/** What a caller could know of a database, and what nobody may ever see of it. */
export interface Corpus {
  /** A few ids of each kind of the tenant of those who call, by the noun that names them: `user`, `device` … */
  readonly own: Readonly<Record<string, readonly string[]>>;
  /** All of them. */
  readonly everyOwn: ReadonlySet<string>;
  /** A few ids of each kind of the other tenant. */
  readonly foreign: readonly string[];
  /** Cursors that lists have answered: the tenant's own and the other's. */
  readonly cursors: readonly string[];
  /** Tokens of a password reset and of an invitation, that open something. */
  readonly linkTokens: readonly string[];
  /** E-mails of people, own and foreign. */
  readonly emails: readonly string[];
  readonly publicKeys: readonly string[];
  /** Stored hashes and sealed secrets, as hex, base64 and base64url. */
  readonly secrets: ReadonlySet<string>;
}

const lists = ["user.list", "device.list", "group.list", "cascade.list", "audit.list", "session.list", "role.list"];
const perKind = 12;

/** Leaves what the demo lacks: links that are open, an offer, a report, a change that no worker has taken up. */
async function complete({ asOwner }: Pick<Callers, "asOwner">): Promise<string[]> {
  const people = await asOwner<{ items: { id: string }[] }>("user.list", { status: ["active"], sort: "createdAt" });
  const [leaving, forgetful, recipient] = people.items.slice(5);
  await asOwner("user.deactivate", { id: leaving?.id, reason: "left" });
  const reset = await asOwner<{ link: string }>("user.resetPassword", { id: forgetful?.id });
  const { results } = await asOwner<{ results: { link: string }[] }>("user.invite", {
    people: [{ email: "invited@acme.test" }],
    roleIds: [],
    groupIds: [],
  });
  await asOwner("tenant.offerOwnership", { userId: recipient?.id });
  return [reset.link, results[0]?.link ?? ""].map((link) => /[\w-]{64}$/.exec(link)?.[0] ?? "");
}

export async function readCorpus(of: {
  readonly database: { readonly ownerUrl: string };
  readonly callers: Callers;
}): Promise<Corpus> {
  const linkTokens = await complete(of.callers);
  const sql = postgres(of.database.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const ids = { acme: await idsOf(sql, "acme"), globex: await idsOf(sql, "globex") };
    const people = await sql<{ email: string }[]>`select email from users order by email limit 8`;
    const keys = await sql<{ key: string }[]>`
      select public_key as key from devices where id = any(${ids.acme["device"] ?? []}) order by id limit 8`;
    return {
      own: firstOf(ids.acme),
      everyOwn: new Set(Object.values(ids.acme).flat()),
      foreign: Object.values(firstOf(ids.globex)).flat(),
      cursors: await cursorsOf(of.callers),
      linkTokens,
      emails: people.map(({ email }) => email),
      publicKeys: keys.map(({ key }) => key),
      secrets: await secretsOf(sql),
    };
  } finally {
    await sql.end();
  }
}

const firstOf = (ids: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(ids).map(([noun, all]) => [noun, all.slice(0, perKind)]));

/** Every id of a tenant, by noun: its table's name without the plural. */
async function idsOf(sql: postgres.Sql, slug: string): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns a
    where table_schema = 'public' and column_name = 'id' and data_type = 'uuid' and table_name <> 'tenants'
      and exists (select from information_schema.columns b where b.table_schema = 'public'
        and b.table_name = a.table_name and b.column_name = 'tenant_id')
      and exists (select from pg_class where relname = a.table_name and relkind = 'r') order by 1`;
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await sql<{ id: string }[]>`
      select id from ${sql(name)} where tenant_id = (select id from tenants where slug = ${slug}) order by id`;
    if (rows.length > 0) found[name.replace(/s$/, "")] = rows.map(({ id }) => id);
  }
  return found;
}

async function cursorsOf({ asOwner, asForeigner }: Callers): Promise<string[]> {
  const cursors: string[] = [];
  for (const path of lists) {
    for (const call of [asOwner, asForeigner]) {
      const { nextCursor } = await call<{ nextCursor: string | null }>(path, { limit: 1 });
      if (nextCursor) cursors.push(nextCursor);
    }
  }
  return cursors;
}

/** Columns whose name says that they hold what must stay inside. */
async function secretsOf(sql: postgres.Sql): Promise<Set<string>> {
  const columns = await sql<{ table: string; column: string; type: string }[]>`
    select table_name as table, column_name as column, data_type as type from information_schema.columns
    where table_schema = 'public' and column_name ~ '(hash|secret|salt|sealed)'
      and table_name in (select relname from pg_class where relkind = 'r')`;
  const secrets = new Set<string>();
  for (const { table, column, type } of columns) {
    const rows = await sql<{ value: Buffer | string | null }[]>`select ${sql(column)} as value from ${sql(table)}`;
    for (const { value } of rows) {
      if (value === null || value.length < 8) continue;
      if (type !== "bytea") secrets.add(String(value));
      else for (const form of ["hex", "base64", "base64url"] as const) secrets.add((value as Buffer).toString(form));
    }
  }
  return secrets;
}
