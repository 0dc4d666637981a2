import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { gatewayConfirmations, gateways } from "@portcullis/db/schema/gateways";
import { withTenant } from "@portcullis/db/tenant";
import type { GatewayById } from "@portcullis/domain/gateway";
import { and, eq, isNull } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { lockGateway } from "../internal/gateway-record.ts";
import { byUser, lockActor } from "../internal/lock-actor-and-target.ts";

/**
 * Removes a gateway: its token opens nothing from the commit on. What it confirmed stays in the receipts; what it had yet to
 * confirm, nobody waits for any more.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`
 */
export async function removeGateway(ctx: ServiceContext, input: GatewayById): Promise<{ id: string }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const actor = await lockActor(tx, ctx.principal, "gateway:write");
    const { id, name, endpoint } = await lockGateway(tx, input.id);
    await tx
      .delete(gatewayConfirmations)
      .where(
        and(
          eq(gatewayConfirmations.tenantId, tx.tenantId),
          eq(gatewayConfirmations.gatewayId, id),
          isNull(gatewayConfirmations.confirmedAt),
        ),
      );
    await tx.delete(gateways).where(and(eq(gateways.tenantId, tx.tenantId), eq(gateways.id, id)));
    await recordAudit(tx, {
      action: "gateway.removed",
      actor: byUser(actor),
      target: { kind: "gateway", id },
      details: { before: { name, endpoint } },
    });
    await notify(tx, { sessions: true });
    return { id };
  });
}
