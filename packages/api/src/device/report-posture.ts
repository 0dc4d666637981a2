import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { devicePosture, devices } from "@portcullis/db/schema/devices";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import {
  type PostureVerdict,
  postureReport,
  postureReportGap,
  postureVerdict,
} from "@portcullis/domain/device/posture";
import { DomainError, deviceTokenRefused } from "@portcullis/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { followAccess, isLetIn } from "../access/internal.ts";
import { useCase } from "../kernel/use-case.ts";
import { expirePosture } from "./expire-posture.ts";

/**
 * Stores a device's report and answers its compliance; only if that changes, the audit log is written and gateways are
 * notified, which must confirm where access ended. The device's row is the only lock and is taken first and alone, so that two
 * reports cannot both see the state before them.
 * @throws {DomainError} UNAUTHORIZED `token_refused` where the device is gone meanwhile · TOO_MANY_REQUESTS `too_soon`
 */
export const reportPosture = useCase(
  { access: { device: true }, audit: "device.posture_changed" },
  postureReport,
  postureVerdict,
  async (ctx, report) => {
    const { tenantId, deviceId } = ctx.principal;
    return withTenant(ctx.db, tenantId, async (tx) => {
      const [device] = await tx
        .select({ id: devices.id, userId: devices.userId, publicKey: devices.publicKey })
        .from(devices)
        .where(and(eq(devices.tenantId, tenantId), eq(devices.id, deviceId)))
        .for("no key update");
      if (!device) throw deviceTokenRefused();
      const before = await readComplianceState(tx, deviceId);
      if (before.wait > 0) {
        const message = `At most one report is accepted every ${postureReportGap} seconds.`;
        throw new DomainError("TOO_MANY_REQUESTS", "too_soon", message, { retryAfter: before.wait });
      }
      // Before the report that expired is overwritten.
      if (before.compliance === "unknown") await expirePosture(tx, [deviceId]);
      const said = { ...report, lastCheck: sql`statement_timestamp()` };
      await tx
        .insert(devicePosture)
        .values({ tenantId, deviceId, ...said })
        .onConflictDoUpdate({ target: [devicePosture.tenantId, devicePosture.deviceId], set: said });
      const { wait: _, isLetIn: __, ...after } = await readComplianceState(tx, deviceId);
      if (after.compliance !== before.compliance) {
        const id = await recordAudit(tx, {
          action: "device.posture_changed",
          // Without an address, which would be its user's and outlive the user's erasure.
          actor: { kind: "device", id: deviceId },
          target: { kind: "device", id: deviceId },
          subjectId: device.userId,
          changed: ["compliance"],
          details: { before: { compliance: before.compliance }, after: { compliance: after.compliance } },
        });
        await followAccess(tx, { id, userId: device.userId, device, hadAccess: before.isLetIn });
        await notify(tx, { userId: device.userId });
      }
      return after;
    });
  },
);

type ComplianceState = PostureVerdict & {
  /** Seconds until the next report is taken. */
  readonly wait: number;
  /** Whether a gateway may let it in. */
  readonly isLetIn: boolean;
};

async function readComplianceState(tx: TenantTx, deviceId: string): Promise<ComplianceState> {
  const [subject] = await tx.execute<ComplianceState>(sql`
    select a.compliance, a.failing, a.denials, ${isLetIn()} as "isLetIn", coalesce(greatest(0, ceil(extract(epoch from
      p.last_check + ${postureReportGap} * interval '1 second' - statement_timestamp()))), 0)::int as wait
    from device_access a
    left join device_posture p on p.tenant_id = a.tenant_id and p.device_id = a.device_id
    where a.tenant_id = ${tx.tenantId} and a.device_id = ${deviceId}`);
  if (!subject) throw new Error("The access view does not contain the device.");
  return subject;
}
