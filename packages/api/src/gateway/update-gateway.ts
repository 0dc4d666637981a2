import { isDeepStrictEqual } from "node:util";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { gateways } from "@portcullis/db/schema/gateways";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { gatewayItem, type UpdateGateway, updateGateway as updateGatewayInput } from "@portcullis/domain/gateway";
import { and, eq, ne, sql } from "drizzle-orm";
import { byUser, lockActor } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { gatewayNameTaken, lockGateway, policyColumns, readGateway } from "./internal.ts";

const fields = ["name", "endpoint", "policy"] as const;

/**
 * Changes what a gateway is called, where clients reach it, and what it does without the console; configurations that clients hold already keep the old
 * endpoint. What is left out stays; a call that changes nothing leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing` · CONFLICT `gateway_name_taken`, `stale_write` where
 * `ifUpdatedAt` is not the stored one
 */
export const updateGateway = useCase(
  { access: { permission: "gateway:write" }, subject: "gateway", audit: "gateway.updated" },
  updateGatewayInput,
  gatewayItem,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockActor(tx, ctx);
      await lockGateway(tx, input.id);
      const before = await readGateway(tx, input.id);
      if (input.ifUpdatedAt && input.ifUpdatedAt !== before.updatedAt) {
        throw conflict(
          "stale_write",
          "Somebody else has changed this gateway in the meantime. Reload it, then try again.",
          "ifUpdatedAt",
        );
      }
      const changed = fields.filter(
        (field) => input[field] !== undefined && !isDeepStrictEqual(input[field], before[field]),
      );
      if (changed.length === 0) return before;
      if (input.name !== undefined) await assertNameIsFree(tx, before.id, input.name);
      const pick = (from: Pick<UpdateGateway, (typeof fields)[number]>) =>
        Object.fromEntries(changed.map((field) => [field, from[field]]));
      const { name, endpoint, policy } = input;
      await tx
        .update(gateways)
        // Two saves in one millisecond still differ, or the second would pass as not stale.
        .set({
          name,
          endpoint,
          ...(policy !== undefined && policyColumns(policy)),
          updatedAt: sql`greatest(now(), ${gateways.updatedAt} + interval '1 millisecond')`,
        })
        .where(and(eq(gateways.tenantId, tx.tenantId), eq(gateways.id, before.id)));
      await recordAudit(tx, {
        action: "gateway.updated",
        actor: byUser(actor),
        target: { kind: "gateway", id: before.id },
        changed,
        details: { before: pick(before), after: pick(input) },
      });
      if (changed.includes("policy")) await notify(tx, { access: true });
      return readGateway(tx, before.id);
    }),
);

async function assertNameIsFree(tx: TenantTx, id: string, name: string): Promise<void> {
  const isAnothers = and(
    eq(gateways.tenantId, tx.tenantId),
    eq(gateways.nameKey, sql`lower(${name})`),
    ne(gateways.id, id),
  );
  if ((await tx.$count(gateways, isAnothers)) > 0) throw gatewayNameTaken();
}
