import { withTenant } from "@portcullis/db/tenant";
import { deviceDetail, setDevicePlatform as setDevicePlatformInput } from "@portcullis/domain/device/device";
import { changeOne } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { deviceForms } from "./device-forms.ts";
import { readDevice } from "./get-device.ts";

/**
 * Says on which platform a device runs, which decides what its posture has to meet. The one it has already leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`, `owner_protected` · CONFLICT
 * `device_handed_over`
 */
export const setDevicePlatform = useCase(
  {
    access: { permission: "device:write" },
    subject: "device",
    audit: "device.platform_changed",
    bulk: { "device.setPlatform": deviceForms.setPlatform },
  },
  setDevicePlatformInput,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      await changeOne(deviceForms.setPlatform, tx, ctx, input.id, input);
      return readDevice(tx, input.id);
    }),
);
