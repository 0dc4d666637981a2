import { newLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { gateways } from "@portcullis/db/schema/gateways";
import { withTenant } from "@portcullis/db/tenant";
import { createGateway as createGatewayInput, gatewayWithToken } from "@portcullis/domain/gateway";
import { byUser, lockActor } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { gatewayNameTaken, policyColumns, readGateway } from "./internal.ts";

/**
 * Makes a gateway and the token that its agent comes in with, told here and never again.
 * @throws {DomainError} FORBIDDEN `permission_missing` · CONFLICT `gateway_name_taken`
 */
export const createGateway = useCase(
  { access: { permission: "gateway:write", confirmed: true }, audit: "gateway.created" },
  createGatewayInput,
  gatewayWithToken,
  async (ctx, input) => {
    const { name, endpoint, policy } = input;
    const held = newLinkToken(ctx.principal.tenantId);
    return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockActor(tx, ctx);
      const id = newId();
      const created = await tx
        .insert(gateways)
        .values({
          tenantId: tx.tenantId,
          id,
          name,
          endpoint,
          ...policyColumns(policy ?? null),
          tokenHash: hashToken(held.token),
        })
        .onConflictDoNothing({ target: [gateways.tenantId, gateways.nameKey] })
        .returning({ id: gateways.id });
      if (created.length === 0) throw gatewayNameTaken();
      await recordAudit(tx, {
        action: "gateway.created",
        actor: byUser(actor),
        target: { kind: "gateway", id },
        details: { after: input },
      });
      return { gateway: await readGateway(tx, id), token: held.text };
    });
  },
);
