import { newLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { gateways } from "@portcullis/db/schema/gateways";
import { withTenant } from "@portcullis/db/tenant";
import { gatewayById, gatewayWithToken } from "@portcullis/domain/gateway";
import { and, eq } from "drizzle-orm";
import { byUser, lockActor } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { lockGateway, readGateway } from "./internal.ts";

/**
 * Gives a gateway another token; the old one opens nothing from the commit on, and the stream that it opened ends.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`
 */
export const rotateGatewayToken = useCase(
  { access: { permission: "gateway:write", confirmed: true }, subject: "gateway", audit: "gateway.token_rotated" },
  gatewayById,
  gatewayWithToken,
  async (ctx, input) => {
    const held = newLinkToken(ctx.principal.tenantId);
    return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockActor(tx, ctx);
      const { id } = await lockGateway(tx, input.id);
      await tx
        .update(gateways)
        .set({ tokenHash: hashToken(held.token) })
        .where(and(eq(gateways.tenantId, tx.tenantId), eq(gateways.id, id)));
      await recordAudit(tx, {
        action: "gateway.token_rotated",
        actor: byUser(actor),
        target: { kind: "gateway", id },
      });
      await notify(tx, { sessions: true });
      return { gateway: await readGateway(tx, id), token: held.text };
    });
  },
);
