import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deviceById, removedDevice } from "@portcullis/domain/device/device";
import { and, eq, sql } from "drizzle-orm";
import { addressesOf } from "../internal/addresses-of.ts";
import { assertNotSwitchedOff } from "../internal/assert-not-switched-off.ts";
import { lockDevice } from "../internal/lock-device.ts";
import { recordDeviceChange } from "../internal/record-device-change.ts";
import { useCase } from "../kernel/use-case.ts";

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
