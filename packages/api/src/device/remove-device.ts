import { withTenant } from "@portcullis/db/tenant";
import { deviceById, removedDevice } from "@portcullis/domain/device/device";
import { changeOne } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { deviceForms } from "./device-forms.ts";

/**
 * Removes a device for good; its key and addresses are free again. One's own needs no permission, unless it is switched
 * off: removing it and registering the same key anew would be a way around the off-switch.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`, `device_switched_off`
 */
export const removeDevice = useCase(
  {
    access: { own: true, others: "device:write" },
    subject: "device",
    audit: "device.removed",
    bulk: { "device.remove": deviceForms.remove },
  },
  deviceById,
  removedDevice,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      await changeOne(deviceForms.remove, tx, ctx, input.id, {});
      return { id: input.id };
    }),
);
