import { recordAudit } from "@portcullis/db/audit";
import { withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { offerEnded, ownOffer } from "@portcullis/domain/tenant";
import { byUser, lockTenantAndUsers } from "../internal/lock-actor-and-target.ts";
import { useCase } from "../kernel/use-case.ts";
import { readOpenOffer, removeOffer } from "./open-offer.ts";

/**
 * Ends the open offer of ownership: the owner takes it back, or the one offered declines. Nothing to take back, no trace.
 * @throws {DomainError} CONFLICT `offer_void` for everybody else, whether there is an offer or not
 */
export const cancelOffer = useCase(
  // The owner takes it back, the one offered declines: the use-case knows who that is.
  { access: { signedIn: true }, audit: "tenant.ownership_offer_cancelled" },
  ownOffer,
  offerEnded,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor } = await lockTenantAndUsers(tx, ctx);
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
    }),
);
