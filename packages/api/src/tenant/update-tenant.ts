import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict, forbidden } from "@portcullis/domain/errors";
import { tenantDetail, type UpdateTenant, updateTenant as updateTenantInput } from "@portcullis/domain/tenant";
import { eq, sql } from "drizzle-orm";
import { byUser, lockTenantAndUsers } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { readTenant } from "./get-tenant.ts";

const fields = [
  "name",
  "maxDevices",
  "secondFactorPolicy",
  "approveDevices",
  "restoreLostDevices",
  "brakeLimit",
  "gatewayUnreachable",
  "gatewayGrace",
] as const;

/**
 * Changes the tenant's settings. What is left out stays; a call that changes nothing leaves no trace.
 * @throws {DomainError} FORBIDDEN `permission_missing`, and `factor_required` where somebody without a second factor would
 * ask administrators for one · CONFLICT `stale_write` where `ifUpdatedAt` is not the stored one
 */
export const updateTenant = useCase(
  { access: { permission: "tenant:write", confirmed: true }, audit: "tenant.updated" },
  updateTenantInput,
  tenantDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor } = await lockTenantAndUsers(tx, ctx);
      const before = await readTenant(tx);
      if (input.ifUpdatedAt && input.ifUpdatedAt !== before.updatedAt) {
        throw conflict(
          "stale_write",
          "Somebody else has changed these settings in the meantime. Reload them, then try again.",
          "ifUpdatedAt",
        );
      }
      const changed = fields.filter((field) => input[field] !== undefined && input[field] !== before[field]);
      if (changed.length === 0) return before;
      const changesPolicy = changed.includes("secondFactorPolicy");
      if (changesPolicy && input.secondFactorPolicy === "administrators") await assertHasFactor(tx, actor.id);
      const pick = (from: UpdateTenant) => Object.fromEntries(changed.map((field) => [field, from[field]]));
      await tx
        .update(tenants)
        // Two saves in one millisecond still differ, or the second would pass as not stale.
        .set({ ...pick(input), updatedAt: sql`greatest(now(), ${tenants.updatedAt} + interval '1 millisecond')` })
        .where(eq(tenants.id, tx.tenantId));
      await recordAudit(tx, {
        action: "tenant.updated",
        actor: byUser(actor),
        target: { kind: "tenant", id: tx.tenantId },
        changed,
        details: { before: pick(before), after: pick(input) },
      });
      const changesGateways = changed.some((field) => field === "gatewayUnreachable" || field === "gatewayGrace");
      if (changesPolicy || changesGateways) {
        await notify(tx, { ...(changesPolicy && { sessions: true }), ...(changesGateways && { access: true }) });
      }
      return readTenant(tx);
    }),
);

/** Whoever turns the key must be able to come in again. */
async function assertHasFactor(tx: TenantTx, userId: string): Promise<void> {
  const [row] = await tx.execute<{ has: boolean }>(
    sql`select has_second_factor(${tx.tenantId}::uuid, ${userId}::uuid) as has`,
  );
  if (row?.has) return;
  throw forbidden("factor_required", "Set up a second factor for yourself first: this would lock you out.");
}
