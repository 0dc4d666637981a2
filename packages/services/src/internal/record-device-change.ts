import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import type { TenantTx } from "@portcullis/db/tenant";
import type { AuditDetails } from "@portcullis/domain/audit";
import type { AuditAction } from "@portcullis/domain/audit-action";
import { askGateways } from "./ask-gateways.ts";
import { byUser } from "./lock-actor-and-target.ts";
import type { LockedDevice } from "./lock-device.ts";

/**
 * The audit event and the notification of what somebody did to a device by hand, and, where that ended its access, what the
 * gateways have to confirm.
 */
export async function recordDeviceChange(
  tx: TenantTx,
  {
    actor,
    target,
    device,
  }: Pick<LockedDevice, "actor"> & { target: { id: string }; device: Pick<LockedDevice["device"], "id" | "publicKey"> },
  action: Extract<AuditAction, `device.${string}`>,
  { endsAccess = false, ...more }: { changed?: string[]; details?: AuditDetails; endsAccess?: boolean } = {},
): Promise<void> {
  const id = await recordAudit(tx, {
    action,
    actor: byUser(actor),
    target: { kind: "device", id: device.id },
    subjectId: target.id,
    ...more,
  });
  if (endsAccess) await askGateways(tx, { id, userId: target.id, device });
  await notify(tx, { userId: target.id });
}
