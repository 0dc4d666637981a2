import { bulkOperations } from "@portcullis/db/schema/bulk";
import { cascades } from "@portcullis/db/schema/cascades";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import { DomainError, forbidden } from "@portcullis/domain/errors";
import {
  type BrakeCount,
  brakeLimitAtLeast,
  brakeLimitAtMost,
  brakeLimitMax,
  brakeShare,
} from "@portcullis/domain/user/brake";
import { sql } from "drizzle-orm";
import type { Caller } from "../kernel/locks.ts";

/** So many people decide nothing more about the limit. */
const countedMax = brakeLimitAtMost / brakeShare;

/**
 * How many people the actor has switched off or deleted within the last hour, alone and by bulk operations, and how many one person
 * may. Whoever acts on it holds the actor's brake: `lockBrake`.
 * @param except whom the act is about: a person counts once, whatever was done to them before
 */
export async function readBrake(
  tx: TenantTx,
  actorId: string,
  losing: number,
  except: readonly string[] = [],
): Promise<BrakeCount> {
  const [row] = await tx.execute<{ within: number; limit: number }>(sql`
    select
      -- The largest limit is more than anybody can reach: counting towards it would only take time.
      case when t.brake_limit = ${brakeLimitMax} then 0 else (select count(distinct c.user_id) from ${cascades} c where c.tenant_id = ${tx.tenantId} and c.requested_by = ${actorId}
        and c.requested_at > statement_timestamp() - interval '1 hour' and c.lost_access and c.bulk_id is null
        and c.user_id <> all(${sql.param([...except])}::uuid[]))::int
      + (select coalesce(sum(b.losing), 0) from ${bulkOperations} b where b.tenant_id = ${tx.tenantId} and b.requested_by = ${actorId}
        and b.started_at > statement_timestamp() - interval '1 hour')::int end as within,
      coalesce(t.brake_limit, greatest(${brakeLimitAtLeast}::int, least(${brakeLimitAtMost}::int, (${brakeShare}::numeric * (
        select count(*) from (select from ${users} u where u.tenant_id = ${tx.tenantId} and u.status <> 'deleting'
          limit ${countedMax}) counted))::int)))::int as limit
    from ${tenants} t where t.id = ${tx.tenantId}`);
  if (!row) throw new Error("The tenant does not exist.");
  return { within: row.within, losing, limit: row.limit };
}

/** Whoever acts beside the same actor waits, or each of two would be below the limit; nobody where the tenant has none. */
export const lockBrake = (tx: TenantTx, actorId: string): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.tenantId} ${actorId}`}, 2)) from ${tenants} t
    where t.id = ${tx.tenantId} and t.brake_limit is distinct from ${brakeLimitMax}`);

/** The number that has to be typed, where it is above the limit. */
export const brakeNumber = ({ within, losing, limit }: BrakeCount): number | undefined =>
  losing > 0 && within + losing > limit ? within + losing : undefined;

/** What the brake counts before a change, and the lock of it: whoever acts beside it waits for the commit. */
export type HeldBrake = Pick<BrakeCount, "within" | "limit">;

/** For `assertBrake`, asked with the locks of a change. Undefined for a bulk operation, which was counted when it started. */
export async function holdBrake(
  tx: TenantTx,
  { principal, bulkId }: Pick<Caller, "principal" | "bulkId">,
  ids: readonly string[],
): Promise<HeldBrake | undefined> {
  if (bulkId !== undefined) return undefined;
  const [, held] = await sequence(
    tx,
    () => lockBrake(tx, principal.userId),
    () => readBrake(tx, principal.userId, 0, ids),
  );
  return held;
}

/**
 * For the one function that switches people off or deletes them, before it writes: above the limit it takes the number, typed, and a
 * fresh proof of who one is.
 * @throws {DomainError} TOO_MANY_REQUESTS `brake` with the count · FORBIDDEN `confirmation_required`
 */
export function assertBrake(
  held: HeldBrake | undefined,
  { principal }: Pick<Caller, "principal">,
  { losing, typed }: { readonly losing: number; readonly typed: number | undefined },
): void {
  if (!held) return;
  const count = { ...held, losing };
  const number = brakeNumber(count);
  if (number === undefined) return;
  if (typed !== number) throw braked(count, number);
  if (!principal.isConfirmed) throw forbidden("confirmation_required", "Confirm your identity, then try again.");
}

/** Above the limit, and the number was not typed, or is another one by now. */
export const braked = (count: BrakeCount, number: number): DomainError =>
  new DomainError(
    "TOO_MANY_REQUESTS",
    "brake",
    `With this, you would have taken access from ${number} people within an hour, and more than ${count.limit} need a confirmation. To go on, enter ${number} and confirm who you are.`,
    { brake: count },
  );
