import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import type { TenantTx } from "@portcullis/db/tenant";
import type { AuditDetails } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { byUser } from "./lock-actor-and-target.ts";
import type { LockedDevice } from "./lock-device.ts";

/** The audit event and the notification of what somebody did to a device by hand. */
export async function recordDeviceChange(
  tx: TenantTx,
  {
    actor,
    target,
    device,
  }: Pick<LockedDevice, "actor"> & { target: { id: string }; device: Pick<LockedDevice["device"], "id"> },
  action: Extract<AuditAction, `device.${string}`>,
  more: { changed?: string[]; details?: AuditDetails } = {},
): Promise<void> {
  await recordAudit(tx, {
    action,
    actor: byUser(actor),
    target: { kind: "device", id: device.id },
    subjectId: target.id,
    ...more,
  });
  await notify(tx, { userId: target.id });
}
