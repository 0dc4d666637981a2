import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict, notFound } from "@portcullis/domain/errors";
import {
  gatewaySettled,
  type SettleGateway,
  settledAtOnce,
  settleGateway as settleGatewayInput,
} from "@portcullis/domain/gateway";
import { sql } from "drizzle-orm";
import { byUser, lockActor } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";

type Settled = { readonly change_id: string; readonly user_id: string | null; readonly cascade_id: string | null };

/**
 * Records an administrator's statement, with a reason, that a change which a gateway has not confirmed is settled; also for
 * a removed gateway, and safe to repeat. It is shown as that person's statement, never as a confirmation, which still counts
 * if it arrives later.
 * @throws {DomainError} NOT_FOUND where it was not asked about the change · FORBIDDEN `permission_missing` · CONFLICT
 * `already_confirmed`
 */
export const settleGateway = useCase(
  { access: { permission: "gateway:write", confirmed: true }, subject: "gateway", audit: "gateway.settled" },
  settleGatewayInput,
  gatewaySettled,
  async (ctx, input) => {
    const { id, changeId, reason } = input;
    return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockActor(tx, ctx);
      const settled = await tx.execute<Settled>(sql`
        with open as (
          select change_id from gateway_confirmations
          where tenant_id = ${tx.tenantId} and gateway_id = ${id} and confirmed_at is null and settled_at is null
            and (${changeId ?? null}::uuid is null or change_id = ${changeId ?? null}::uuid)
          order by change_id limit ${settledAtOnce} for update
        )
        update gateway_confirmations gc set settled_at = statement_timestamp(), settled_by = ${actor.id}, settled_reason = ${reason}
        from open where gc.tenant_id = ${tx.tenantId} and gc.gateway_id = ${id} and gc.change_id = open.change_id
        returning gc.change_id, gc.user_id,
          (select c.id from cascades c where c.tenant_id = gc.tenant_id and c.id = gc.change_id) as cascade_id`);
      const [first] = settled;
      if (!first) return { settled: 0, left: await whatIsLeft(tx, input) };
      const one = changeId === undefined ? undefined : first;
      await recordAudit(tx, {
        action: "gateway.settled",
        actor: byUser(actor),
        target: { kind: "gateway", id },
        ...(one?.user_id && { subjectId: one.user_id }),
        ...(one?.cascade_id && { cascadeId: one.cascade_id }),
        details: { after: { reason, changes: settled.length } },
      });
      if (one?.cascade_id) await notify(tx, { cascadeId: one.cascade_id });
      return { settled: settled.length, left: await countOpen(tx, id) };
    });
  },
);

/** Why nothing was settled: it was before, or there is nothing that could be. */
async function whatIsLeft(tx: TenantTx, { id, changeId }: SettleGateway): Promise<number> {
  const [asked] = await tx.execute<{ is_confirmed: boolean }>(sql`
    select confirmed_at is not null as is_confirmed from gateway_confirmations
    where tenant_id = ${tx.tenantId} and gateway_id = ${id} and (${changeId ?? null}::uuid is null or change_id = ${changeId ?? null}::uuid)
    union all select false from gateways where tenant_id = ${tx.tenantId} and id = ${id} and ${changeId ?? null}::uuid is null
    limit 1`);
  if (!asked) throw notFound(changeId === undefined ? "gateway" : "change");
  if (changeId !== undefined && asked.is_confirmed) {
    throw conflict("already_confirmed", "The gateway has confirmed this change: there is nothing to settle.");
  }
  return countOpen(tx, id);
}

async function countOpen(tx: TenantTx, id: string): Promise<number> {
  const [row] = await tx.execute<{ left: number }>(sql`
    select count(*)::int as left from gateway_confirmations
    where tenant_id = ${tx.tenantId} and gateway_id = ${id} and confirmed_at is null and settled_at is null`);
  return row?.left ?? 0;
}
