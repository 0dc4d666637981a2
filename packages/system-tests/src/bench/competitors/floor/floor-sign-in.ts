import { randomBytes } from "node:crypto";
import { verifyPassword } from "@portcullis/auth/password";
import { signInBudgets, signInKeys } from "@portcullis/auth/throttle";
import { hashDetails, hashOrigin } from "@portcullis/db/audit-proof";
import { newId } from "@portcullis/db/ids";
import { sessionAbsoluteDays, sessionsMax } from "@portcullis/domain/session";
import type postgres from "postgres";
import { z } from "zod";
import type { Origin } from "./floor-deactivate.ts";
import { hashToken, inTenant, type Sql } from "./floor-transaction.ts";

const form = z.object({ tenant: z.string(), email: z.string(), password: z.string() });
type Keys = ReturnType<typeof signInKeys>;

/** Opens a session as the product does: the attempt is counted, the hash waits for its turn, and the same rows are written. */
export async function signIn(pool: postgres.Sql, body: string, origin: Origin): Promise<string | undefined> {
  const { tenant, email, password } = form.parse(JSON.parse(body));
  const keys = signInKeys({ tenant, email, address: origin.address });
  const [[counted], [found]] = await Promise.all([
    countAttempt(pool, keys),
    pool<{ id: string | null }[]>`select tenant_by_slug(${tenant}) as id`,
  ]);
  const tenantId = found?.id;
  if (!tenantId || counted?.wait !== 0) return undefined;
  const [account] = await inTenant(pool, tenantId, async (sql, commit) => {
    const [accounts] = await Promise.all([selectAccount(sql, tenantId, email), commit()]);
    return accounts;
  });
  if (!(await verifyPassword(account?.passwordHash, password)) || !account) return undefined;
  const token = randomBytes(32).toString("base64url");
  const [session] = await inTenant(pool, tenantId, async (sql, commit) => {
    const [opened] = await Promise.all([
      openSession(sql, { tenantId, ...account, token }, origin),
      sql`select settle_sign_in(${keys.account}::bytea, ${keys.address}::bytea, ${keys.pair}::bytea, true)`.execute(),
      commit(),
    ]);
    return opened;
  });
  return session && `${tenantId}.${token}`;
}

function countAttempt(pool: postgres.Sql, keys: Keys) {
  const { account, address, pair, slowSeconds } = signInBudgets;
  return pool<{ wait: number }[]>`
    select set_config('synchronous_commit', 'off', true), count_attempt(${keys.account}::bytea, ${keys.address}::bytea, ${keys.pair}::bytea,
      ${[account.attempts, address.attempts, pair.attempts]}::int[], ${[account.seconds, address.seconds, pair.seconds]}::int[],
      ${slowSeconds}::int) as wait`;
}

interface Account {
  readonly userId: string;
  readonly passwordHash: string;
}

const selectAccount = (sql: Sql, tenantId: string, email: string) =>
  sql<Account[]>`
    select u.id as "userId", c.password_hash as "passwordHash"
    from users u join credentials c on c.tenant_id = u.tenant_id and c.user_id = u.id
    where u.tenant_id = ${tenantId} and u.email = ${email} and u.status = 'active'
      and not has_second_factor(u.tenant_id, u.id)`.execute();

/** Status and hash are looked at again, and the oldest sessions above the limit end, each with its event. */
function openSession(
  sql: Sql,
  { tenantId, userId, passwordHash, token }: Account & { readonly tenantId: string; readonly token: string },
  origin: Origin,
) {
  const [came, details] = [hashOrigin(origin), { reason: `More than ${sessionsMax} sessions` }];
  const [why, notice] = [hashDetails(details), JSON.stringify({ tenantId, userId, sessions: true })];
  return sql`
    with person as (
      select u.id from users u
      join tenants t on t.id = u.tenant_id and t.status = 'active'
        and (u.is_owner or t.held_since is null and t.home = (select database_home()))
      join credentials c on c.tenant_id = u.tenant_id and c.user_id = u.id and c.password_hash = ${passwordHash}
      where u.tenant_id = ${tenantId} and u.id = ${userId} and u.status = 'active'
    ), ended as (
      delete from sessions s using person where s.tenant_id = ${tenantId} and s.id in (
        select id from sessions where tenant_id = ${tenantId} and user_id = ${userId}
        order by created_at desc, id desc offset ${sessionsMax - 1}) returning s.id
    ), opened as (
      insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at, address, agent)
      select ${tenantId}::uuid, ${newId()}::uuid, id, ${hashToken(token)}::bytea, now(), now() + make_interval(days => ${sessionAbsoluteDays}),
        ${origin.address}::text, ${origin.agent}::text from person
    ), events as (
      insert into audit_events (tenant_id, id, at, action, actor_kind, actor_id, target_kind, target_id, subject_id, details_hash, origin_hash)
      select ${tenantId}::uuid, ${newId()}::uuid, now(), 'user.signed_in', 'user', id, 'user', id, id, null, ${came.hash}::bytea from person
      union all select ${tenantId}::uuid, gen_random_uuid(), now(), 'session.revoked', 'user', ${userId}::uuid, 'session', id, ${userId}::uuid,
        ${why.hash}::bytea, ${came.hash}::bytea from ended
      returning id, action
    ), origins as (
      insert into audit_origins (tenant_id, event_id, person_id, address, agent, salt)
      select ${tenantId}::uuid, id, ${userId}::uuid, ${origin.address}::text, ${origin.agent}::text, ${came.salt}::bytea from events
    ), details as (
      insert into audit_details (tenant_id, event_id, subject_id, salt, details)
      select ${tenantId}::uuid, id, ${userId}::uuid, ${why.salt}::bytea, ${JSON.stringify(details)}::text::jsonb from events
      where action = 'session.revoked'
    )
    select id, (select pg_notify('portcullis', ${notice}) from ended limit 1) from person`.execute();
}
