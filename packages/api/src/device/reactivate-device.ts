import { readConfirmation } from "@portcullis/auth/confirm-session";
import type { UserPrincipal } from "@portcullis/auth/principal";
import { devices } from "@portcullis/db/schema/devices";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type DeviceCause, deviceById, deviceDetail } from "@portcullis/domain/device/device";
import { conflict, forbidden, permissionMissing } from "@portcullis/domain/errors";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { readDevice } from "./get-device.ts";
import { lockDevice, recordDeviceChange } from "./lock-device.ts";

/**
 * Switches a device on again, whatever switched it off; one's own that one reported lost without `device:deactivate`, where the
 * tenant allows it, by a fresh second factor. Safe to repeat.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`, `owner_protected`,
 * `confirmation_required`, `factor_required` · CONFLICT `user_not_active`
 */
export const reactivateDevice = useCase(
  { access: { own: true, others: "device:deactivate" }, subject: "device", audit: "device.reactivated" },
  deviceById,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const locked = await lockDevice(tx, ctx, input.id);
      const { actor, device, target } = locked;
      if (!actor.permissions.includes("device:deactivate")) await assertMayRestore(tx, ctx.principal, device.cause);
      if (device.cause !== null) {
        if (target.status !== "active") {
          throw conflict("user_not_active", "Its user is not active. Reactivate the user first.");
        }
        await tx
          .update(devices)
          .set({ cause: null, deactivatedAt: null, updatedAt: timestampNow() })
          .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
        await recordDeviceChange(tx, locked, "device.reactivated", { changed: ["cause"] });
      }
      return readDevice(tx, device.id);
    }),
);

/**
 * Whether somebody without `device:deactivate` may switch their own device on again.
 * @throws {DomainError} FORBIDDEN `permission_missing`, `confirmation_required`, `factor_required`
 */
async function assertMayRestore(tx: TenantTx, principal: UserPrincipal, cause: DeviceCause | null): Promise<void> {
  const [tenant] = await tx
    .select({ isAllowed: tenants.restoreLostDevices })
    .from(tenants)
    .where(eq(tenants.id, tx.tenantId));
  if (cause !== "reported_lost" || !tenant?.isAllowed) {
    throw permissionMissing("device:deactivate");
  }
  if (!principal.isConfirmed) throw forbidden("confirmation_required", "Confirm your identity, then try again.");
  const confirmation = await readConfirmation(tx, principal.sessionId);
  if (confirmation && confirmation.confirmedWith !== "password") return;
  throw forbidden("factor_required", "This needs a second factor. Set one up under Account, or ask an administrator.");
}
