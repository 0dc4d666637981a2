import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import type { DeviceById, DeviceDetail } from "@portcullis/domain/device/device";
import { conflict } from "@portcullis/domain/errors";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { lockDevice } from "../internal/lock-device.ts";
import { recordDeviceChange } from "../internal/record-device-change.ts";
import { readDevice } from "./read-device.ts";

/**
 * Switches a device on again, whatever switched it off. Safe to repeat.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `user_not_active`
 */
export async function reactivateDevice(ctx: ServiceContext, input: DeviceById): Promise<DeviceDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const locked = await lockDevice(tx, ctx.principal, input.id, { permission: "device:deactivate" });
    const { device, target } = locked;
    if (device.cause !== null) {
      if (target.status !== "active") {
        throw conflict("user_not_active", "Its user is not active. Reactivate the user first.");
      }
      await tx
        .update(devices)
        .set({ cause: null, deactivatedAt: null, updatedAt: new Date() })
        .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
      await recordDeviceChange(tx, locked, "device.reactivated", { changed: ["cause"] });
    }
    return readDevice(tx, device.id);
  });
}
