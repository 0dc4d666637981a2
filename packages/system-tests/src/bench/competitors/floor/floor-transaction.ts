import { createHash } from "node:crypto";
import { readTimestamp } from "@portcullis/db/timestamps";
import postgres from "postgres";

/** The name of the cookie: tenant and token, separated by a dot. */
export const floorCookie = "floor";

export type Sql = postgres.ReservedSql;

/** What a cookie says: where to look, and what is looked for. */
export interface Session {
  readonly tenantId: string;
  readonly tokenHash: Buffer;
}

export function readSession(header = ""): Session | undefined {
  const [, tenantId, token] = new RegExp(`(?:^|; )${floorCookie}=([^.;]+)\\.([^;]+)`).exec(header) ?? [];
  return tenantId && token ? { tenantId, tokenHash: hashToken(token) } : undefined;
}

export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** A pool as the console has it: ten connections, times as they are sent, and statements that are planned once for each connection. */
export function openFloorPool(url: string) {
  return postgres(url, {
    max: 10,
    connection: { TimeZone: "UTC", DateStyle: "ISO", plan_cache_mode: "force_generic_plan" },
    types: { timestamp: { to: 1184, from: [1184], serialize: String, parse: readTimestamp } },
    onnotice: () => {},
  });
}

/**
 * One transaction in a tenant's scope. Where `ask` asks for everything at once and calls `commit`, all of it is one round trip.
 * @param ask gets its statements' answers by `execute()`, which sends without waiting
 */
export async function inTenant<T>(
  pool: postgres.Sql,
  tenantId: string,
  ask: (sql: Sql, commit: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const sql = await pool.reserve();
  let committed: Promise<unknown> | undefined;
  const commit = () => (committed ??= sql`commit`.execute());
  try {
    const begun = [sql`begin`.execute(), sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute()];
    const [result] = await Promise.all([ask(sql, commit), ...begun]);
    await commit();
    return result;
  } catch (error) {
    await sql`rollback`;
    throw error;
  } finally {
    sql.release();
  }
}

/** Whose session it is, while it lives, its user and tenant are active, and its user may do this. */
export const selectCaller = (sql: Sql, { tenantId, tokenHash }: Session, permission: string) =>
  sql<{ userId: string }[]>`
    select u.id as "userId"
    from sessions s
    join users u on u.tenant_id = s.tenant_id and u.id = s.user_id and u.status = 'active'
    join tenants t on t.id = s.tenant_id and t.status = 'active'
    where s.tenant_id = ${tenantId} and s.token_hash = ${tokenHash}
      and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'
      and (u.is_owner or ${permission} = any(permissions_of(u.tenant_id, u.id)))`;
