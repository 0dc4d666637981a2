import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deviceById, deviceDetail } from "@portcullis/domain/device/device";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { readDevice } from "./get-device.ts";
import { lockDevice, recordDeviceChange } from "./lock-device.ts";

/**
 * Switches off a lost device of one's own, which then stays off even if its user is deactivated and reactivated. A device
 * that an administrator switched off is left as it is; safe to repeat.
 * @throws {DomainError} NOT_FOUND, also for a device of somebody else's
 */
export const reportDeviceLost = useCase(
  // Only one's own: whoever may switch off those of others uses `device.deactivate`.
  { access: { signedIn: true }, subject: "device", audit: "device.reported_lost" },
  deviceById,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const locked = await lockDevice(tx, ctx, input.id, () => undefined);
      const { device } = locked;
      // Its cascade may still be on the way to a device that comes back with its user: that one must not come back either.
      if (device.cause === null || device.cause === "user_deactivated") {
        const now = timestampNow();
        await tx
          .update(devices)
          .set({ cause: "reported_lost", deactivatedAt: device.deactivatedAt ?? now, updatedAt: now })
          .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
        await recordDeviceChange(tx, locked, "device.reported_lost", { changed: ["cause"] });
      }
      return readDevice(tx, device.id);
    }),
);
