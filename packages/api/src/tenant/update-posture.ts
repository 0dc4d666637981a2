import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { devicePosture } from "@portcullis/db/schema/devices";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { tenantPosture, updatePosture as updatePostureInput } from "@portcullis/domain/tenant-posture";
import { and, eq, sql } from "drizzle-orm";
import { askGateways } from "../change/acknowledgements.ts";
import { byUser, lockTenantAndUsers } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { inOrder, readPosture, writePosture } from "./posture.ts";

const fields = ["enforcement", "maxAgeMinutes", "rules"] as const;

/**
 * Changes what the tenant asks of its devices, and has every gateway read everybody again at once. What is left out stays; a
 * call that changes nothing leaves no trace.
 * @throws {DomainError} FORBIDDEN `permission_missing` · CONFLICT `stale_write` where `ifUpdatedAt` is not the stored one
 */
export const updatePosture = useCase(
  { access: { permission: "tenant:write", confirmed: true }, audit: "tenant.posture_updated" },
  updatePostureInput,
  tenantPosture,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor } = await lockTenantAndUsers(tx, ctx);
      const { updatedAt, ...before } = await readPosture(tx);
      if (input.ifUpdatedAt && input.ifUpdatedAt !== updatedAt) {
        throw conflict(
          "stale_write",
          "Somebody else has changed these settings in the meantime. Reload them, then try again.",
          "ifUpdatedAt",
        );
      }
      const after = {
        enforcement: input.enforcement ?? before.enforcement,
        maxAgeMinutes: input.maxAgeMinutes ?? before.maxAgeMinutes,
        rules: inOrder(input.rules ?? before.rules),
      };
      const changed = fields.filter((field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]));
      if (changed.length === 0) return { ...before, updatedAt };
      await writePosture(tx, after);
      if (after.maxAgeMinutes > before.maxAgeMinutes) await renewReports(tx, after.maxAgeMinutes);
      const pick = (from: typeof after) => Object.fromEntries(changed.map((field) => [field, from[field]]));
      const id = await recordAudit(tx, {
        action: "tenant.posture_updated",
        actor: byUser(actor),
        target: { kind: "tenant", id: tx.tenantId },
        changed,
        details: { before: pick(before), after: pick(after) },
      });
      // Rules that only advise take nobody's access away.
      if (after.enforcement === "required") await askGateways(tx, { id, userId: null });
      await notify(tx, { access: true });
      return readPosture(tx);
    }),
);

/** Reports that count again under a longer time will expire once more. */
async function renewReports(tx: TenantTx, maxAgeMinutes: number): Promise<void> {
  await tx
    .update(devicePosture)
    .set({ expiredCheck: null })
    .where(
      and(
        eq(devicePosture.tenantId, tx.tenantId),
        eq(devicePosture.expiredCheck, devicePosture.lastCheck),
        sql`not is_report_expired(${devicePosture.lastCheck}, ${maxAgeMinutes}::integer, now())`,
      ),
    );
}
