import { cascades } from "@portcullis/db/schema/cascades";
import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { bulkById, bulkReceipt } from "@portcullis/domain/bulk";
import { type ChangeState, changeStates, gatewaysInReceipt } from "@portcullis/domain/change-state";
import { sql } from "drizzle-orm";
import { isCurrentCascade, type StoredAcknowledgements, toAcknowledgements } from "../change/acknowledgements.ts";
import { isInState } from "../change/internal.ts";
import { useCase } from "../kernel/use-case.ts";
import { nameOfUser } from "../user/internal.ts";
import { readOperation } from "./internal.ts";

/**
 * The changes that a bulk operation began, together: how many are how far, and what each gateway has confirmed of all of them.
 * @throws {DomainError} NOT_FOUND
 */
export const readReceipt = useCase({ access: { permission: "user:read" } }, bulkById, bulkReceipt, (ctx, { id }) =>
  withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [operation, sums, gateways] = await Promise.all([
      readOperation(tx, id),
      readSums(tx, id),
      readGateways(tx, id),
    ]);
    const { devicesDone, devicesTotal, sessionsEnded, ...changes } = sums;
    const { reason = null } = { reason: null, ...operation.action };
    return {
      operation,
      reason,
      changes,
      devicesDone,
      devicesTotal,
      sessionsEnded,
      gateways: toAcknowledgements(gateways, new Date()),
    };
  }),
);

type Sums = Readonly<Record<ChangeState | "devicesDone" | "devicesTotal" | "sessionsEnded", number>>;

async function readSums(tx: TenantTx, id: string): Promise<Sums> {
  const inState = (state: ChangeState) =>
    sql`count(*) filter (where ${isInState(tx, state)})::int as ${sql.identifier(state)}`;
  const [row] = await tx.execute<Sums>(sql`
    select ${sql.join(changeStates.map(inState), sql`, `)}, coalesce(sum(devices_done), 0)::int as "devicesDone",
      coalesce(sum(devices_total), 0)::int as "devicesTotal", coalesce(sum(sessions_ended), 0)::int as "sessionsEnded"
    from ${cascades} where tenant_id = ${tx.tenantId} and bulk_id = ${id}`);
  if (!row) throw new Error("A sum over no changes is still a row.");
  return row;
}

/** Each gateway over all changes that are still asked about: it has confirmed once it has confirmed every one of them. */
async function readGateways(tx: TenantTx, id: string): Promise<StoredAcknowledgements> {
  const [row] = await tx.execute<{ gateways: StoredAcknowledgements }>(sql`
    select coalesce(json_agg(json_build_object('id', a.gateway_id, 'name', g.name, 'exists', g.name is not null, 'askedAt', rfc3339(a.asked_at),
      'confirmedAt', rfc3339(a.confirmed_at), 'settledAt', rfc3339(a.settled_at), 'settledBy', a.settled_by,
      'settledByName', ${nameOfUser(sql`t.id`, sql`a.settled_by`)}, 'settledReason', a.settled_reason, 'lastReport', rfc3339(g.last_report),
      'policy', coalesce(g.applied_unreachable, g.unreachable, t.gateway_unreachable),
      'graceSeconds', coalesce(g.applied_grace, g.grace, t.gateway_grace), 'lastHandshake', null, 'received', null, 'sent', null)
      order by a.confirmed_at is not null, g.name, a.gateway_id), '[]') as gateways
    from (
      select gc.gateway_id, min(gc.asked_at) as asked_at,
        case when bool_and(gc.confirmed_at is not null) then max(gc.confirmed_at) end as confirmed_at,
        case when bool_and(gc.confirmed_at is not null or gc.settled_at is not null) then max(gc.settled_at) end as settled_at,
        (array_agg(gc.settled_by order by gc.settled_at desc nulls last))[1] as settled_by,
        (array_agg(gc.settled_reason order by gc.settled_at desc nulls last))[1] as settled_reason
      from ${cascades} join ${gatewayConfirmations} gc on gc.tenant_id = cascades.tenant_id and gc.change_id = cascades.id
      where cascades.tenant_id = ${tx.tenantId} and cascades.bulk_id = ${id} and (gc.confirmed_at is not null or ${isCurrentCascade})
      group by gc.gateway_id order by 3 desc nulls first, 1 limit ${gatewaysInReceipt}
    ) a
    join tenants t on t.id = ${tx.tenantId}
    left join gateways g on g.tenant_id = t.id and g.id = a.gateway_id`);
  return row?.gateways ?? [];
}
