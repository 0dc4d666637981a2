import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { approveDevice as approveDeviceInput, deviceDetail } from "@portcullis/domain/device/device";
import { conflict } from "@portcullis/domain/errors";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { readDevice } from "./get-device.ts";
import { lockDevice, recordDeviceChange } from "./lock-device.ts";

/**
 * Approves a device that waits for an administrator; other causes that deny it access stay. Safe to repeat; to refuse a device
 * is to remove it.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `device_handed_over`,
 * `device_key_changed`
 */
export const approveDevice = useCase(
  { access: { permission: "device:write" }, subject: "device", audit: "device.approved" },
  approveDeviceInput,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const locked = await lockDevice(tx, ctx, input.id);
      const { device } = locked;
      if (input.ifPublicKey !== undefined && input.ifPublicKey !== device.publicKey) {
        throw conflict(
          "device_key_changed",
          "The key of this device has changed since you opened it. Check it again.",
          "ifPublicKey",
        );
      }
      if (device.approvedAt === null) {
        const now = timestampNow();
        await tx
          .update(devices)
          .set({ approvedAt: now, updatedAt: now })
          .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
        await recordDeviceChange(tx, locked, "device.approved", { changed: ["approvedAt"] });
      }
      return readDevice(tx, device.id);
    }),
);
