import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deviceDetail, rotateDeviceKey as rotateDeviceKeyInput } from "@portcullis/domain/device/device";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { assertNotGatewayKey } from "../gateway/internal.ts";
import { refuseViolation } from "../kernel/rows.ts";
import { useCase } from "../kernel/use-case.ts";
import { readDevice } from "./get-device.ts";
import { deviceKeyTaken, needsApproval, switchedOffRefusal } from "./internal.ts";
import { lockDevice, recordDeviceChange } from "./lock-device.ts";

/**
 * Replaces a device's key; the old one loses access at commit, while the addresses and whatever denies access stay. A new
 * key may be another machine, so the device waits for approval again where a new one would; setting the current key changes
 * nothing.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`, `device_switched_off` · CONFLICT `device_key_taken`,
 * `device_key_of_gateway`, `device_handed_over`
 */
export const rotateDeviceKey = useCase(
  { access: { own: true, others: "device:write" }, subject: "device", audit: "device.key_rotated" },
  rotateDeviceKeyInput,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const locked = await lockDevice(tx, ctx, input.id);
      const { actor, device } = locked;
      const refusal = switchedOffRefusal(actor, device, "change its key");
      if (refusal) throw refusal;
      if (device.publicKey !== input.publicKey) {
        await assertNotGatewayKey(tx, input.publicKey);
        const waits = device.approvedAt !== null && (await needsApproval(tx, actor));
        await tx
          .update(devices)
          .set({ publicKey: input.publicKey, ...(waits && { approvedAt: null }), updatedAt: timestampNow() })
          .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
        await recordDeviceChange(tx, locked, "device.key_rotated", {
          changed: waits ? ["publicKey", "approvedAt"] : ["publicKey"],
        });
      }
      return readDevice(tx, device.id);
    }).catch(refuseViolation("devices_public_key", deviceKeyTaken)),
);
