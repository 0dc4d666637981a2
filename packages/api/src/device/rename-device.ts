import { devices } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deviceDetail, renameDevice as renameDeviceInput } from "@portcullis/domain/device/device";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { readDevice } from "./get-device.ts";
import { lockDevice, recordDeviceChange } from "./lock-device.ts";

/**
 * Renames a device; one's own needs no permission. The name it has already leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export const renameDevice = useCase(
  { access: { own: true, others: "device:write" }, subject: "device", audit: "device.renamed" },
  renameDeviceInput,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const locked = await lockDevice(tx, ctx, input.id);
      const { device } = locked;
      if (device.name !== input.name) {
        await tx
          .update(devices)
          .set({ name: input.name, updatedAt: timestampNow() })
          .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.id, device.id)));
        await recordDeviceChange(tx, locked, "device.renamed", {
          changed: ["name"],
          details: { before: { name: device.name }, after: { name: input.name } },
        });
      }
      return readDevice(tx, device.id);
    }),
);
