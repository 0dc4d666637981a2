import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import type { DeviceById, DeviceDetail } from "@portcullis/domain/device/device";
import { notFound } from "@portcullis/domain/errors";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { lockDevice } from "../internal/lock-device.ts";
import { recordDeviceChange } from "../internal/record-device-change.ts";
import { readDevice } from "./read-device.ts";

/**
 * Switches off a device of one's own that is lost; it stays off when its user is switched off and returns. One that an
 * administrator switched off stays as it is. Safe to repeat.
 * @throws {DomainError} NOT_FOUND, also for a device of somebody else's
 */
export async function reportDeviceLost(ctx: ServiceContext, input: DeviceById): Promise<DeviceDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const needs = { permission: "device:deactivate", own: true } as const;
    const locked = await lockDevice(tx, ctx.principal, input.id, needs, () => undefined);
    const { actor, target, device } = locked;
    if (actor.id !== target.id) throw notFound("device");
    // Its cascade may still be on the way to a device that comes back with its user: that one must not come back either.
    if (device.cause === null || device.cause === "user_deactivated") {
      const now = new Date();
      await tx
        .update(devices)
        .set({ cause: "reported_lost", deactivatedAt: device.deactivatedAt ?? now, updatedAt: now })
        .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
      await recordDeviceChange(tx, locked, "device.reported_lost", { changed: ["cause"] });
    }
    return readDevice(tx, device.id);
  });
}
