import { recordAudit } from "@portcullis/db/audit";
import { deviceTokens } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deviceById, deviceDetail } from "@portcullis/domain/device/device";
import { and, eq } from "drizzle-orm";
import { byUser } from "../internal/lock-actor-and-target.ts";
import { lockDevice } from "../internal/lock-device.ts";
import { useCase } from "../kernel/use-case.ts";
import { readDevice } from "./read-device.ts";

/**
 * Ends a device's reporting; its last report stays, and grows old. One's own device needs no permission. Where there is no
 * token, nothing happens.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export const dropPostureToken = useCase(
  { access: { own: true, others: "device:write" }, subject: "device", audit: "device.posture_token_dropped" },
  deviceById,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target, device } = await lockDevice(tx, ctx, input.id);
      const dropped = await tx
        .delete(deviceTokens)
        .where(and(eq(deviceTokens.tenantId, tx.tenantId), eq(deviceTokens.deviceId, device.id)))
        .returning({ deviceId: deviceTokens.deviceId });
      if (dropped.length > 0) {
        await recordAudit(tx, {
          action: "device.posture_token_dropped",
          actor: byUser(actor),
          target: { kind: "device", id: device.id },
          subjectId: target.id,
        });
      }
      return readDevice(tx, device.id);
    }),
);
