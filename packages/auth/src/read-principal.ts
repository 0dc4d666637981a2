import type { Database } from "@portcullis/db/client";
import { inTurnOf } from "@portcullis/db/share-pool";
import type { ClientInfo } from "@portcullis/domain/audit";
import { permissionsHeld } from "@portcullis/domain/permission";
import { confirmationMinutes, mustEnrol, type SecondFactorPolicy } from "@portcullis/domain/second-factor";
import { sql } from "drizzle-orm";
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
  const rows = await inTurnOf(db, session.tenantId).execute<Row>(sql`
    select user_id, session_id, is_owner, permissions, has_second_factor, second_factor_policy,
      confirmed_at > now() - make_interval(mins => ${confirmationMinutes}::int) as is_confirmed
    from read_principal(${session.tenantId}::uuid, ${hashToken(session.token)}::bytea, null)`);
  const [row] = rows;
  return row && toPrincipal(row, session, from);
}

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
    select asked.position::int, user_id, session_id, is_owner, permissions, has_second_factor, second_factor_policy,
      confirmed_at > now() - make_interval(mins => ${confirmationMinutes}::int) as is_confirmed
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
