import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { gateways } from "@portcullis/db/schema/gateways";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type GatewayById, type GatewayItem, gatewayById, gatewayItem } from "@portcullis/domain/gateway";
import { and, eq, sql } from "drizzle-orm";
import { askGateways } from "../change/acknowledgements.ts";
import { byUser, lockActor } from "../kernel/locks.ts";
import { type CallerContext, useCase } from "../kernel/use-case.ts";
import { lockGateway, readGateway } from "./internal.ts";

/**
 * Closes a gateway: its stream of peers is empty from the commit on, and the gateway has to confirm that. Closed already, it
 * leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`
 */
export const closeGateway = useCase(
  { access: { permission: "gateway:write", confirmed: true }, subject: "gateway", audit: "gateway.closed" },
  gatewayById,
  gatewayItem,
  (ctx, input) => change(ctx, input, true),
);

/** Opens a closed gateway: whoever has access is let through again. @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing` */
export const openGateway = useCase(
  { access: { permission: "gateway:write", confirmed: true }, subject: "gateway", audit: "gateway.opened" },
  gatewayById,
  gatewayItem,
  (ctx, input) => change(ctx, input, false),
);

function change(ctx: CallerContext, input: GatewayById, isToClose: boolean): Promise<GatewayItem> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const actor = await lockActor(tx, ctx);
    const { id, closedAt } = await lockGateway(tx, input.id);
    if ((closedAt !== null) === isToClose) return readGateway(tx, id);
    await tx
      .update(gateways)
      .set({ closedAt: isToClose ? sql`statement_timestamp()` : null })
      .where(and(eq(gateways.tenantId, tx.tenantId), eq(gateways.id, id)));
    const changeId = await recordAudit(tx, {
      action: isToClose ? "gateway.closed" : "gateway.opened",
      actor: byUser(actor),
      target: { kind: "gateway", id },
    });
    if (isToClose) await askGateways(tx, { id: changeId, userId: null, gatewayId: id });
    else await withdrawClosing(tx, id);
    await notify(tx, { access: true });
    return readGateway(tx, id);
  });
}

/** An open gateway has nothing to confirm of having been closed. */
async function withdrawClosing(tx: TenantTx, id: string): Promise<void> {
  await tx.execute(sql`
    delete from gateway_confirmations o using audit_events e
    where o.tenant_id = ${tx.tenantId} and o.gateway_id = ${id} and o.confirmed_at is null and o.user_id is null
      and e.tenant_id = o.tenant_id and e.id = o.change_id and e.action = 'gateway.closed'`);
}
