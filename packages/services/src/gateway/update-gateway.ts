import { recordAudit } from "@portcullis/db/audit";
import { gateways } from "@portcullis/db/schema/gateways";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import type { GatewayItem, UpdateGateway } from "@portcullis/domain/gateway";
import { and, eq, ne, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { gatewayNameTaken, lockGateway, readGateway } from "../internal/gateway-record.ts";
import { byUser, lockActor } from "../internal/lock-actor-and-target.ts";

const fields = ["name", "endpoint"] as const;

/**
 * Changes what a gateway is called and where clients reach it; configurations that clients hold already keep the old
 * endpoint. What is left out stays; a call that changes nothing leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing` · CONFLICT `gateway_name_taken`, `stale_write` where
 * `ifUpdatedAt` is not the stored one
 */
export async function updateGateway(ctx: ServiceContext, input: UpdateGateway): Promise<GatewayItem> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const actor = await lockActor(tx, ctx.principal, "gateway:write");
    const before = await lockGateway(tx, input.id);
    if (input.ifUpdatedAt && input.ifUpdatedAt.getTime() !== before.updatedAt.getTime()) {
      throw conflict("stale_write", "Somebody else saved this gateway meanwhile.", "ifUpdatedAt");
    }
    const changed = fields.filter((field) => input[field] !== undefined && input[field] !== before[field]);
    if (changed.length === 0) return readGateway(tx, before.id);
    if (input.name !== undefined) await assertNameIsFree(tx, before.id, input.name);
    const pick = (from: Partial<Record<(typeof fields)[number], unknown>>) =>
      Object.fromEntries(changed.map((field) => [field, from[field]]));
    await tx
      .update(gateways)
      // Two saves in one millisecond still differ, or the second would pass as not stale.
      .set({ ...pick(input), updatedAt: sql`greatest(now(), ${gateways.updatedAt} + interval '1 millisecond')` })
      .where(and(eq(gateways.tenantId, tx.tenantId), eq(gateways.id, before.id)));
    await recordAudit(tx, {
      action: "gateway.updated",
      actor: byUser(actor),
      target: { kind: "gateway", id: before.id },
      changed,
      details: { before: pick(before), after: pick(input) },
    });
    return readGateway(tx, before.id);
  });
}

async function assertNameIsFree(tx: TenantTx, id: string, name: string): Promise<void> {
  const isAnothers = and(
    eq(gateways.tenantId, tx.tenantId),
    eq(gateways.nameKey, sql`lower(${name})`),
    ne(gateways.id, id),
  );
  if ((await tx.$count(gateways, isAnothers)) > 0) throw gatewayNameTaken();
}
