import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import type { DeviceById } from "@portcullis/domain/device/device";
import { forbidden } from "@portcullis/domain/errors";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { hasAccess } from "../internal/has-access.ts";
import { lockDevice } from "../internal/lock-device.ts";
import { recordDeviceChange } from "../internal/record-device-change.ts";

/**
 * Removes a device for good; its key and addresses are free again. One's own needs no permission, unless it is switched
 * off: removing it and registering the same key anew would be a way around the off-switch.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`, `device_switched_off`
 */
export async function removeDevice(ctx: ServiceContext, input: DeviceById): Promise<{ id: string }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const locked = await lockDevice(tx, ctx.principal, input.id, { permission: "device:write", own: true });
    const { actor, device } = locked;
    if (device.cause !== null && !actor.permissions.includes("device:write")) {
      throw forbidden("device_switched_off", "An administrator switched this device off. Ask one to remove it.");
    }
    const endsAccess = await hasAccess(tx, device.id);
    await tx.delete(devices).where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
    await recordDeviceChange(tx, locked, "device.removed", {
      details: { before: { name: device.name } },
      endsAccess,
    });
    return { id: device.id };
  });
}
