import { credentials } from "@portcullis/db/schema/credentials";
import { invitations } from "@portcullis/db/schema/invitations";
import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { passkeys, recoveryCodes, totpFactors } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { isLive } from "./list-sessions.ts";

/**
 * Ends users' sessions, invitations, reset links (also those that they made for others), unconfirmed authenticator apps and
 * ownership offers; every path that takes access away must call it. Returns the number of live sessions ended by user id,
 * without users who had no session; the caller notifies.
 */
export async function revokeCredentials(
  tx: TenantTx,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const ended = await tx.execute<{ user_id: string; sessions: number }>(sql`
    with ${revocation(tx, userIds)} select user_id, sessions from ended_sessions`);
  return new Map(ended.map((row) => [row.user_id, row.sessions]));
}

/**
 * The same as a part of the statement that writes down how many sessions ended: what stands behind its `with`. `ended_sessions` says it
 * by `user_id`, as `sessions`.
 */
export function revocation({ tenantId }: TenantTx, userIds: readonly string[]): SQL {
  const theirs = anyOf(userIds);
  return sql`
      ended as (delete from ${sessions} where tenant_id = ${tenantId} and user_id = ${theirs}
        returning user_id, ${isLive} as is_live),
      invitation as (delete from ${invitations} where tenant_id = ${tenantId} and user_id = ${theirs}),
      reset_link as (
        select user_id as id from ${passwordResets}
        where tenant_id = ${tenantId} and (user_id = ${theirs} or requested_by = ${theirs})
        order by user_id for update
      ),
      no_link as (delete from ${passwordResets} using reset_link where tenant_id = ${tenantId} and user_id = reset_link.id),
      factor as (delete from ${totpFactors} where tenant_id = ${tenantId} and user_id = ${theirs} and confirmed_at is null),
      offer as (delete from ${ownershipOffers}
        where tenant_id = ${tenantId} and (offered_to = ${theirs} or offered_by = ${theirs})),
      ended_sessions as (select user_id, count(*) filter (where is_live)::int as sessions from ended group by user_id)`;
}

/** Takes every second factor of users away, recovery codes too. */
export async function removeFactors(tx: TenantTx, userIds: readonly string[]): Promise<void> {
  await Promise.all([totpFactors, passkeys, recoveryCodes].map((table) => deleteOf(tx, table, userIds)));
}

/** For deletion, after `revokeCredentials`: what would have been kept for a return is destroyed as well. */
export async function eraseCredentials(tx: TenantTx, userIds: readonly string[]): Promise<void> {
  await Promise.all([removeFactors(tx, userIds), deleteOf(tx, credentials, userIds)]);
}

type OfUser = typeof totpFactors | typeof passkeys | typeof recoveryCodes | typeof credentials;

const deleteOf = (tx: TenantTx, table: OfUser, userIds: readonly string[]) =>
  tx.delete(table).where(and(eq(table.tenantId, tx.tenantId), sql`${table.userId} = ${anyOf(userIds)}`));

const anyOf = (ids: readonly string[]) => sql`any(${sql.param([...ids])}::uuid[])`;
