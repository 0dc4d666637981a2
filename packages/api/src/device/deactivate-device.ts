import { withTenant } from "@portcullis/db/tenant";
import { deactivateDevice as deactivateDeviceInput, deviceDetail } from "@portcullis/domain/device/device";
import { switchOffRefusal } from "@portcullis/domain/user/governance";
import { ownerDeviceMail } from "@portcullis/runtime/mail/mails";
import { changeOne } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { deviceForms, switchOffForm } from "./device-forms.ts";
import { readDevice } from "./get-device.ts";
import { assertMaySwitchOffOwners, type OwnerNotice, readOwnerNotice } from "./owner-devices.ts";

const form = switchOffForm(switchOffRefusal);

/**
 * Switches a device off until an administrator switches it on, even if its user is reactivated; safe to repeat. The owner is
 * notified by mail when somebody else switches off one of the owner's devices.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`; of a device of the owner's
 * also FORBIDDEN `confirmation_required`, `owner_protected` once too many were switched off,
 * BAD_REQUEST `input_invalid` without a reason
 */
export const deactivateDevice = useCase(
  {
    access: { permission: "device:deactivate" },
    subject: "device",
    audit: "device.deactivated",
    bulk: { "device.deactivate": deviceForms.deactivate },
  },
  deactivateDeviceInput,
  deviceDetail,
  async (ctx, input) => {
    const { detail, notice } = await withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      let forOwner: OwnerNotice | undefined;
      const write: typeof form.write = async (_tx, caller, actor, changes) => {
        for (const {
          row,
          input: { reason = null },
        } of changes) {
          const { target, device } = row;
          if (!target.isOwner || actor.id === target.id) continue;
          await assertMaySwitchOffOwners(tx, ctx.principal, target.id, reason);
          if (reason !== null) forOwner = await readOwnerNotice(tx, { actorId: actor.id, device, reason });
        }
        return form.write(tx, caller, actor, changes);
      };
      await changeOne({ ...form, write }, tx, ctx, input.id, input);
      return { detail: await readDevice(tx, input.id), notice: forOwner };
    });
    if (notice) await ctx.mailer.send(ownerDeviceMail(notice));
    return detail;
  },
);
