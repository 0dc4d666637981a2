import { recordAudit } from "@portcullis/db/audit";
import { withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import type { OfferEnded } from "@portcullis/domain/tenant";
import type { ServiceContext } from "../context.ts";
import { byUser, lockTenantAndUsers } from "../internal/lock-actor-and-target.ts";
import { readOpenOffer, removeOffer } from "./open-offer.ts";

/**
 * Ends the open offer of ownership: the owner takes it back, or the one offered declines. Nothing to take back, no trace.
 * @throws {DomainError} CONFLICT `offer_void` for everybody else, whether there is an offer or not
 */
export async function cancelOffer(ctx: ServiceContext): Promise<OfferEnded> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { actor } = await lockTenantAndUsers(tx, ctx.principal, () => Promise.resolve(undefined));
    const open = await readOpenOffer(tx);
    if (!actor.isOwner && open?.offeredTo !== actor.id) {
      throw conflict("offer_void", "Ownership is no longer offered to you.");
    }
    if (!open) return { ended: false };
    await removeOffer(tx);
    await recordAudit(tx, {
      action: "tenant.ownership_offer_cancelled",
      actor: byUser(actor),
      target: { kind: "user", id: open.offeredTo },
      subjectId: open.offeredTo,
    });
    return { ended: true };
  });
}
