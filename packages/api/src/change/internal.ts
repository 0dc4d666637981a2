import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeDetail, CascadeProgress } from "@portcullis/domain/cascade";
import { type ChangeState, changeDuration, changeStateOf } from "@portcullis/domain/change-state";
import { notFound } from "@portcullis/domain/errors";
import { and, eq, ne, type SQL, sql } from "drizzle-orm";
import { userShortColumns } from "../device/internal.ts";
import { nameOfUser } from "../user/internal.ts";
import {
  acknowledgementsOf,
  isCurrentCascade,
  type StoredAcknowledgements,
  toAcknowledgements,
} from "./acknowledgements.ts";

/** Receipts without their devices, for the caller to filter, order and limit. The person is null once deleted. */
export function selectCascades(tx: TenantTx) {
  return tx
    .select({
      ...progressColumns,
      reason: cascades.reason,
      startedAt: cascades.startedAt,
      nextAttemptAt: cascades.nextAttemptAt,
      requestedById: cascades.requestedBy,
      requestedByName: nameOfUser(cascades.tenantId, cascades.requestedBy),
      requestedByEmail: sql<string | null>`(select r.email from users r
        where r.tenant_id = ${cascades.tenantId} and r.id = ${cascades.requestedBy} and r.status <> 'deleting')`,
      user: userShortColumns,
    })
    .from(cascades)
    .leftJoin(
      users,
      and(eq(users.tenantId, cascades.tenantId), eq(users.id, cascades.userId), ne(users.status, "deleting")),
    )
    .$dynamic();
}

export function toCascadeDetail(row: Awaited<ReturnType<typeof selectCascades>>[number]): CascadeDetail {
  const { requestedById, requestedByName, requestedByEmail, user, nextAttemptAt, ...rest } = row;
  return {
    ...toProgress(rest),
    user: user?.id ? user : null,
    requestedBy: requestedById === null ? null : { id: requestedById, name: requestedByName, email: requestedByEmail },
    nextAttemptAt: rest.status === "running" ? nextAttemptAt : null,
  };
}

/** @throws {DomainError} NOT_FOUND */
export async function readCascade(tx: TenantTx, id: string): Promise<CascadeDetail> {
  const [row] = await selectCascades(tx).where(and(eq(cascades.tenantId, tx.tenantId), eq(cascades.id, id)));
  if (!row) throw notFound("cascade");
  return toCascadeDetail(row);
}

/** Of whom a change is, and when it was asked for. @throws {DomainError} NOT_FOUND */
export async function readRequest(tx: TenantTx, id: string) {
  const [request] = await tx
    .select({ userId: cascades.userId, requestedAt: cascades.requestedAt })
    .from(cascades)
    .where(and(eq(cascades.tenantId, tx.tenantId), eq(cascades.id, id)));
  if (!request) throw notFound("cascade");
  return request;
}

const asked = sql`from gateway_confirmations gc
  where gc.tenant_id = cascades.tenant_id and gc.change_id = cascades.id`;

/** The columns that tell how far a cascade is. */
export const progressColumns = {
  id: cascades.id,
  userId: cascades.userId,
  kind: cascades.kind,
  status: cascades.status,
  isCurrent: isCurrentCascade,
  devicesDone: cascades.devicesDone,
  devicesTotal: cascades.devicesTotal,
  sessionsEnded: cascades.sessionsEnded,
  gatewaysConfirmed: sql<number>`(select count(confirmed_at)::int ${asked})`,
  gatewaysTotal: sql<number>`(select count(*)::int ${asked})`,
  gateways: acknowledgementsOf(sql`${cascades}.tenant_id`, sql`${cascades}.id`),
  requestedAt: cascades.requestedAt,
  finishedAt: cascades.finishedAt,
  attempts: cascades.attempts,
  failureReason: cascades.failureReason,
};

/** What is stored of how far a cascade is. */
export type StoredProgress = Omit<CascadeProgress, "elapsedMs" | "state" | "gateways"> & {
  readonly isCurrent: boolean;
  readonly gateways: StoredAcknowledgements;
};

type Shown<Row> = Omit<Row, "isCurrent" | "gateways"> & Pick<CascadeProgress, "elapsedMs" | "state" | "gateways">;

/** Adds how far the change is at this instant, and how long it took once it is done. */
export function toProgress<Row extends StoredProgress>(row: Row): Shown<Row> {
  const { isCurrent, gateways: stored, ...rest } = row;
  const gateways = toAcknowledgements(stored, new Date());
  const state = changeStateOf({ status: row.status, isCurrent, gateways: gateways.map((each) => each.state) });
  const confirmedAt = gateways.flatMap((each) => each.confirmedAt ?? []);
  return { ...rest, state, gateways, elapsedMs: changeDuration(state, { ...row, confirmedAt }) };
}

/** The cascades of a state, as `changeStateOf` says it; a test holds the two to each other. */
export function isInState(tx: TenantTx, state: ChangeState): SQL {
  const changes = (where: SQL) => sql`cascades.id in (select gc.change_id from gateway_confirmations gc
    where gc.tenant_id = ${tx.tenantId} and gc.confirmed_at is null and ${where})`;
  const isOpen = changes(sql`true`);
  const isUnsettled = changes(sql`gc.settled_at is null`);
  const isSettled = changes(sql`gc.settled_at is not null`);
  const isScanned = sql`${cascades.status} = 'done'`;
  switch (state) {
    case "done":
      return sql`(${isScanned} and not ${isOpen})`;
    case "unconfirmed":
      return sql`(${isScanned} and ${isUnsettled} and ${isCurrentCascade})`;
    case "settled":
      return sql`(${isScanned} and ${isSettled} and not ${isUnsettled} and ${isCurrentCascade})`;
    case "superseded":
      return sql`(${cascades.status} = 'superseded' or (${isScanned} and ${isOpen} and not ${isCurrentCascade}))`;
    default:
      return sql`${cascades.status} = ${state}`;
  }
}

/**
 * Whether an acknowledgement `o`, joined to its cascade `c` and user `u`, is still asked for: a cascade whose user has been
 * changed again since is nothing to confirm any more, nor is a device whose key may connect again. A change of everybody's
 * access, without a user, always is.
 */
export const isStillPending = sql`case when o.public_key is null then u.id is null or u.generation = c.generation
  else not exists (select from access where access.tenant_id = o.tenant_id and access.public_key = o.public_key) end`;

/** `o` with what the rule looks at. Add where. */
export const fromOpen = sql`gateway_confirmations o
  left join cascades c on c.tenant_id = o.tenant_id and c.id = o.change_id
  left join users u on u.tenant_id = o.tenant_id and u.id = o.user_id`;
