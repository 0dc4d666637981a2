import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import type { DeactivateDevice, DeviceDetail } from "@portcullis/domain/device/device";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { lockDevice } from "../internal/lock-device.ts";
import { recordDeviceChange } from "../internal/record-device-change.ts";
import { readDevice } from "./read-device.ts";

/**
 * Switches a device off by hand. One that the cascade switched off already takes the cause `admin` and so stays off when
 * its user is reactivated. Safe to repeat.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`
 */
export async function deactivateDevice(ctx: ServiceContext, input: DeactivateDevice): Promise<DeviceDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const locked = await lockDevice(tx, ctx.principal, input.id, { permission: "device:deactivate" });
    const { device } = locked;
    if (device.cause !== "admin") {
      const now = new Date();
      await tx
        .update(devices)
        .set({ cause: "admin", deactivatedAt: device.deactivatedAt ?? now, updatedAt: now })
        .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
      await recordDeviceChange(tx, locked, "device.deactivated", {
        changed: ["cause"],
        ...(input.reason && { details: { reason: input.reason } }),
      });
    }
    return readDevice(tx, device.id);
  });
}
