import { readConfirmation } from "@portcullis/auth/confirm-session";
import type { UserPrincipal } from "@portcullis/auth/principal";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { deviceById, deviceDetail } from "@portcullis/domain/device/device";
import { forbidden, permissionMissing } from "@portcullis/domain/errors";
import { eq } from "drizzle-orm";
import { changeOne } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { deviceForms, switchOnForm } from "./device-forms.ts";
import { readDevice } from "./get-device.ts";

const form = switchOnForm(({ device }) => device.cause === "reported_lost");

/**
 * Switches a device on again, whatever switched it off; one's own that one reported lost without `device:deactivate`, where the
 * tenant allows it, by a fresh second factor. Safe to repeat.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling`, `owner_protected`,
 * `confirmation_required`, `factor_required` · CONFLICT `user_not_active`
 */
export const reactivateDevice = useCase(
  {
    access: { own: true, others: "device:deactivate" },
    subject: "device",
    audit: "device.reactivated",
    bulk: { "device.reactivate": deviceForms.reactivate },
  },
  deviceById,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const write: typeof form.write = async (_tx, caller, actor, changes) => {
        if (!actor.permissions.includes("device:deactivate")) await assertMayRestore(tx, ctx.principal);
        return form.write(tx, caller, actor, changes);
      };
      await changeOne({ ...form, write }, tx, ctx, input.id, {});
      return readDevice(tx, input.id);
    }),
);

/**
 * Whether somebody without `device:deactivate` may switch their own device on again, which they reported lost.
 * @throws {DomainError} FORBIDDEN `permission_missing`, `confirmation_required`, `factor_required`
 */
async function assertMayRestore(tx: TenantTx, principal: UserPrincipal): Promise<void> {
  const [tenant] = await tx
    .select({ isAllowed: tenants.restoreLostDevices })
    .from(tenants)
    .where(eq(tenants.id, tx.tenantId));
  if (!tenant?.isAllowed) throw permissionMissing("device:deactivate");
  if (!principal.isConfirmed) throw forbidden("confirmation_required", "Confirm your identity, then try again.");
  const confirmation = await readConfirmation(tx, principal.sessionId);
  if (confirmation && confirmation.confirmedWith !== "password") return;
  throw forbidden("factor_required", "This needs a second factor. Set one up under Account, or ask an administrator.");
}
