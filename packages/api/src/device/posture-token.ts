import { newLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { recordAudit } from "@portcullis/db/audit";
import { deviceTokens } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { deviceById, deviceDetail, postureToken } from "@portcullis/domain/device/device";
import { and, eq, sql } from "drizzle-orm";
import { byUser } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { readDevice } from "./get-device.ts";
import { lockDevice } from "./lock-device.ts";

/**
 * Issues a token with which a device reports its posture, and ends the previous token at commit. It is returned only this
 * once, because only its hash is stored; one's own device needs no permission.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export const makePostureToken = useCase(
  { access: { own: true, others: "device:write" }, subject: "device", audit: "device.posture_token_made" },
  deviceById,
  postureToken,
  async (ctx, input) => {
    const held = newLinkToken(ctx.principal.tenantId);
    return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target, device } = await lockDevice(tx, ctx, input.id);
      const tokenHash = hashToken(held.token);
      await tx
        .insert(deviceTokens)
        .values({ tenantId: tx.tenantId, deviceId: device.id, tokenHash })
        .onConflictDoUpdate({
          target: [deviceTokens.tenantId, deviceTokens.deviceId],
          set: { tokenHash, createdAt: sql`now()` },
        });
      await recordAudit(tx, {
        action: "device.posture_token_made",
        actor: byUser(actor),
        target: { kind: "device", id: device.id },
        subjectId: target.id,
      });
      return { token: held.text };
    });
  },
);

/**
 * Ends a device's posture reporting, or does nothing if it has no token; one's own device needs no permission. The last
 * report stays until it expires.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export const dropPostureToken = useCase(
  { access: { own: true, others: "device:write" }, subject: "device", audit: "device.posture_token_dropped" },
  deviceById,
  deviceDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target, device } = await lockDevice(tx, ctx, input.id);
      const dropped = await tx
        .delete(deviceTokens)
        .where(and(eq(deviceTokens.tenantId, tx.tenantId), eq(deviceTokens.deviceId, device.id)))
        .returning({ deviceId: deviceTokens.deviceId });
      if (dropped.length > 0) {
        await recordAudit(tx, {
          action: "device.posture_token_dropped",
          actor: byUser(actor),
          target: { kind: "device", id: device.id },
          subjectId: target.id,
        });
      }
      return readDevice(tx, device.id);
    }),
);
