import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deactivateDevice as deactivateDeviceInput, deviceDetail } from "@portcullis/domain/device/device";
import { timestampNow } from "@portcullis/domain/timestamp";
import { switchOffRefusal } from "@portcullis/domain/user/governance";
import { ownerDeviceMail } from "@portcullis/runtime/mail/mails";
import { and, eq } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { readDevice } from "./get-device.ts";
import { lockDevice, recordDeviceChange } from "./lock-device.ts";
import { assertMaySwitchOffOwners, type OwnerNotice, readOwnerNotice } from "./owner-devices.ts";

/**
 * Switches a device off until an administrator switches it on, even if its user is reactivated; safe to repeat. The owner is
 * notified by mail when somebody else switches off one of the owner's devices.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`; of a device of the owner's
 * also FORBIDDEN `confirmation_required`, `owner_protected` once too many were switched off,
 * BAD_REQUEST `input_invalid` without a reason
 */
export const deactivateDevice = useCase(
  { access: { permission: "device:deactivate" }, subject: "device", audit: "device.deactivated" },
  deactivateDeviceInput,
  deviceDetail,
  async (ctx, input) => {
    const { detail, notice } = await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const locked = await lockDevice(tx, ctx, input.id, switchOffRefusal);
      const { actor, target, device } = locked;
      let forOwner: OwnerNotice | undefined;
      if (device.cause !== "admin") {
        const reason = input.reason ?? null;
        const isOwners = target.isOwner && actor.id !== target.id;
        if (isOwners) await assertMaySwitchOffOwners(tx, ctx.principal, target.id, reason);
        const now = timestampNow();
        await tx
          .update(devices)
          .set({ cause: "admin", deactivatedAt: device.deactivatedAt ?? now, updatedAt: now })
          .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
        await recordDeviceChange(tx, locked, "device.deactivated", {
          changed: ["cause"],
          ...(reason !== null && { details: { reason } }),
        });
        if (isOwners && reason !== null) forOwner = await readOwnerNotice(tx, { actorId: actor.id, device, reason });
      }
      return { detail: await readDevice(tx, device.id), notice: forOwner };
    });
    if (notice) await ctx.mailer.send(ownerDeviceMail(notice));
    return detail;
  },
);
