import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import type { TenantTx } from "@portcullis/db/tenant";
import type { AuditDetails } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { followAccess } from "./follow-access.ts";
import { byUser } from "./lock-actor-and-target.ts";
import type { LockedDevice } from "./lock-device.ts";

/**
 * The audit event of what somebody did to a device by hand, what the gateways have to confirm of it, and the notification: after
 * the change. @param done the device and whose it is from now on, with its key and access as they were
 */
export async function recordDeviceChange(
  tx: TenantTx,
  done: Pick<LockedDevice, "actor" | "hadAccess"> & {
    target: { id: string };
    device: Pick<LockedDevice["device"], "id" | "publicKey">;
  },
  action: Extract<AuditAction, `device.${string}`>,
  more: { changed?: string[]; details?: AuditDetails } = {},
): Promise<void> {
  const { actor, target, device, hadAccess } = done;
  const id = await recordAudit(tx, {
    action,
    actor: byUser(actor),
    target: { kind: "device", id: device.id },
    subjectId: target.id,
    ...more,
  });
  await followAccess(tx, { id, userId: target.id, device, hadAccess });
  await notify(tx, { userId: target.id });
}
