import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeDetail } from "@portcullis/domain/cascade";
import { notFound } from "@portcullis/domain/errors";
import { and, eq, ne, sql } from "drizzle-orm";
import { progressColumns, toProgress } from "../internal/cascade-record.ts";
import { userShortColumns } from "../internal/device-record.ts";
import { nameOfUser } from "../internal/name-of-user.ts";

/** Receipts without their devices. The person is null once deleted. Add where, order and limit. */
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
