import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deviceById, removedDevice } from "@portcullis/domain/device/device";
import { and, eq, sql } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { addressesOf, assertNotSwitchedOff } from "./internal.ts";
import { lockDevice, recordDeviceChange } from "./lock-device.ts";

/**
 * Removes a device for good; its key and addresses are free again. One's own needs no permission, unless it is switched
 * off: removing it and registering the same key anew would be a way around the off-switch.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`, `device_switched_off`
 */
export const removeDevice = useCase(
  { access: { own: true, others: "device:write" }, subject: "device", audit: "device.removed" },
  deviceById,
  removedDevice,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const locked = await lockDevice(tx, ctx, input.id);
      assertNotSwitchedOff(locked, "remove it");
      const { device } = locked;
      const [found] = await tx.execute<{ addresses: string[] }>(
        sql`select ${addressesOf(tx.tenantId, device.id)} as addresses`,
      );
      await tx.delete(devices).where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
      await recordDeviceChange(tx, locked, "device.removed", {
        details: { before: { name: device.name, publicKey: device.publicKey, addresses: found?.addresses ?? [] } },
      });
      return { id: device.id };
    }),
);
