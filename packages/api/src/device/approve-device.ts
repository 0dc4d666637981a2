import { withTenant } from "@portcullis/db/tenant";
import { approveDevice as approveDeviceInput, deviceDetail } from "@portcullis/domain/device/device";
import { changeOne } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { deviceForms } from "./device-forms.ts";
import { readDevice } from "./get-device.ts";

/**
 * Approves a device that waits for an administrator; other causes that deny it access stay. Safe to repeat; to refuse a device
 * is to remove it.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `device_handed_over`,
 * `device_key_changed`
 */
export const approveDevice = useCase(
  {
    access: { permission: "device:write" },
    subject: "device",
    audit: "device.approved",
    bulk: { "device.approve": deviceForms.approve },
  },
  approveDeviceInput,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      await changeOne(deviceForms.approve, tx, ctx, input.id, input);
      return readDevice(tx, input.id);
    }),
);
