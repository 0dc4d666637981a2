import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { gatewayById, removedGateway } from "@portcullis/domain/gateway";
import { sql } from "drizzle-orm";
import { connectionEnd } from "../device/internal.ts";
import { byUser, lockActor } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { lockGateway } from "./internal.ts";

/**
 * Removes a gateway and ends its token at commit; its confirmations and the connection history of devices stay. Changes that
 * it had not confirmed stay open until somebody settles them, because a removal confirms nothing.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`
 */
export const removeGateway = useCase(
  { access: { permission: "gateway:write", confirmed: true }, subject: "gateway", audit: "gateway.removed" },
  gatewayById,
  removedGateway,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockActor(tx, ctx);
      const { id, name, endpoint } = await lockGateway(tx, input.id);
      await deleteGateway(tx, id);
      await recordAudit(tx, {
        action: "gateway.removed",
        actor: byUser(actor),
        target: { kind: "gateway", id },
        details: { before: { name, endpoint } },
      });
      await notify(tx, { sessions: true });
      return { id };
    }),
);

/** With the gateway goes what it last said of devices: it is made history in the same statement, so nothing is heard in between. */
async function deleteGateway(tx: TenantTx, id: string): Promise<void> {
  await tx.execute(sql`
    with history as (
      insert into device_connections (tenant_id, device_id, gateway_id, started_at, ended_at, endpoint, received, sent)
      select p.tenant_id, p.device_id, p.gateway_id, p.connected_since, ${connectionEnd}, p.endpoint,
        p.received - p.received_before, p.sent - p.sent_before
      from device_presence p join devices d on d.tenant_id = p.tenant_id and d.id = p.device_id
      where p.tenant_id = ${tx.tenantId} and p.gateway_id = ${id}
      on conflict do nothing
    )
    delete from gateways where tenant_id = ${tx.tenantId} and id = ${id}`);
}
