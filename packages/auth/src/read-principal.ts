import type { Database } from "@portcullis/db/client";
import { inTurnOf } from "@portcullis/db/share-pool";
import type { ClientInfo } from "@portcullis/domain/audit";
import { permissionsHeld } from "@portcullis/domain/permission";
import { confirmationMinutes, mustEnrol, type SecondFactorPolicy } from "@portcullis/domain/second-factor";
import { type SQL, sql } from "drizzle-orm";
import type { UserPrincipal } from "./principal.ts";
import { hashToken, type SessionToken } from "./session-token.ts";

interface Row extends Record<string, unknown> {
  readonly user_id: string;
  readonly session_id: string;
  readonly is_owner: boolean;
  readonly permissions: string[];
  readonly is_confirmed: boolean;
  readonly has_second_factor: boolean;
  readonly second_factor_policy: SecondFactorPolicy;
}

/**
 * Returns who holds this token, or undefined if the session is gone or expired or the user or tenant is not active; rejects
 * if the database cannot be asked. It takes one round trip and records at most once a minute that the session was seen.
 */
export async function readPrincipal(
  db: Database,
  session: SessionToken,
  from: ClientInfo,
): Promise<UserPrincipal | undefined> {
  const [row] = await inTurnOf(db, session.tenantId).execute<Row>(sql`
    select ${principalColumns} from read_principal(${session.tenantId}::uuid, ${hashToken(session.token)}::bytea, null)`);
  return row && toPrincipal(row, session, from);
}

/** A statement that reads one row of the tenant by an id, in the tenant's scope; no column of it is named as one of the session's. */
export type ReadOne = (tenantId: SQL) => SQL;

/**
 * The same with one row more in the same round trip, read only where the token is somebody's; all of its columns are null where there is
 * none. Whether who holds the token may see it is for the caller to decide before it is looked at.
 */
export async function readPrincipalAnd(
  db: Database,
  session: SessionToken,
  from: ClientInfo,
  readOne: ReadOne,
): Promise<{ readonly principal: UserPrincipal; readonly found: Readonly<Record<string, unknown>> } | undefined> {
  // `offset 0` keeps the two apart: the second statement then depends on a row of the first one.
  const [row] = await inTurnOf(db, session.tenantId).execute<Row>(sql`
    select p.*, found.* from (
      select ${session.tenantId}::uuid as tenant_id, ${principalColumns}
      from read_principal(${session.tenantId}::uuid, ${hashToken(session.token)}::bytea, null) offset 0) p
    left join lateral (${readOne(sql`p.tenant_id`)}) found on true`);
  return row && { principal: toPrincipal(row, session, from), found: row };
}

const principalColumns = sql`user_id, session_id, is_owner, permissions, has_second_factor, second_factor_policy,
  confirmed_at > now() - make_interval(mins => ${confirmationMinutes}::int) as is_confirmed`;

/**
 * The same for many at once, in one round trip. Several rows may be noted as seen: they are locked in the order of their tokens'
 * hashes, so that two readers do not wait for each other.
 */
export async function readPrincipals(
  db: Database,
  asked: readonly { readonly session: SessionToken; readonly from: ClientInfo }[],
): Promise<(UserPrincipal | undefined)[]> {
  const tenants = sql.param(asked.map(({ session }) => session.tenantId));
  const hashes = sql.param(asked.map(({ session }) => hashToken(session.token).toString("hex")));
  const rows = await db.execute<Row & { readonly position: number }>(sql`
    select asked.position::int, ${principalColumns}
    from (select * from unnest(${tenants}::uuid[], ${hashes}::text[]) with ordinality as of_all (tenant_id, hash, position)
      order by hash) asked
    cross join lateral read_principal(asked.tenant_id, decode(asked.hash, 'hex'), null)`);
  const found = new Map(rows.map((row) => [row.position - 1, row]));
  return asked.map(({ session, from }, at) => {
    const row = found.get(at);
    return row && toPrincipal(row, session, from);
  });
}

function toPrincipal(row: Row, session: SessionToken, from: ClientInfo): UserPrincipal {
  const held = permissionsHeld({ isOwner: row.is_owner, granted: row.permissions });
  const person = { isOwner: row.is_owner, permissions: held, hasSecondFactor: row.has_second_factor };
  return {
    kind: "user",
    tenantId: session.tenantId,
    userId: row.user_id,
    sessionId: row.session_id,
    isOwner: row.is_owner,
    permissions: held,
    isConfirmed: row.is_confirmed,
    mustEnrol: mustEnrol(row.second_factor_policy, person),
    from,
  };
}
