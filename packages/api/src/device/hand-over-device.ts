import { notify } from "@portcullis/db/notify";
import { devices, deviceTokens } from "@portcullis/db/schema/devices";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { deviceDetail, handOverDevice as handOverDeviceInput } from "@portcullis/domain/device/device";
import { conflict } from "@portcullis/domain/errors";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { assertBelowDeviceLimit } from "./device-limit.ts";
import { readDevice } from "./get-device.ts";
import { type LockedDevice, lockDeviceAndRecipient, recordDeviceChange } from "./lock-device.ts";

/**
 * Gives a device to another person with its key and addresses; handing it to its current holder changes nothing. A device
 * that is off, or about to be switched off with its user, stays off until an administrator switches it on, because the
 * former holder may still have the key.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `user_not_active`,
 * `device_limit_reached`, `device_handed_over`
 */
export const handOverDevice = useCase(
  { access: { permission: "device:write" }, subject: "device", audit: "device.handed_over" },
  handOverDeviceInput,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const locked = await lockDeviceAndRecipient(tx, ctx, input);
      const { target, recipient, device } = locked;
      if (recipient.id === target.id) return readDevice(tx, device.id);
      if (recipient.status === "inactive") {
        throw conflict("user_not_active", "This user is deactivated. Reactivate the user first.", "userId");
      }
      await assertBelowDeviceLimit(tx, recipient.id);
      const off = offAfter(locked);
      await tx
        .update(devices)
        .set({ userId: recipient.id, ...off, updatedAt: timestampNow() })
        .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
      await dropToken(tx, device.id);
      await recordDeviceChange(tx, { ...locked, target: recipient }, "device.handed_over", {
        changed: off.cause === device.cause ? ["userId"] : ["userId", "cause"],
        details: { before: { userId: target.id }, after: { userId: recipient.id } },
      });
      // The recipient is told of first: a gateway that took the key from the former one before would cut the device off.
      await notify(tx, { userId: target.id });
      return readDevice(tx, device.id);
    }),
);

/** The cascade of a user who is not active may not have come to the device yet, and does not find it any more. */
function offAfter({ target, device }: LockedDevice): Pick<LockedDevice["device"], "cause" | "deactivatedAt"> {
  if (device.cause === null && target.status === "active") return { cause: null, deactivatedAt: null };
  return { cause: "admin", deactivatedAt: device.deactivatedAt ?? timestampNow() };
}

/** What reported the posture was the former holder's. */
async function dropToken(tx: TenantTx, deviceId: string): Promise<void> {
  await tx.delete(deviceTokens).where(and(eq(deviceTokens.tenantId, tx.tenantId), eq(deviceTokens.deviceId, deviceId)));
}
