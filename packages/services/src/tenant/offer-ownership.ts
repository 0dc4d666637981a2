import { recordAudit } from "@portcullis/db/audit";
import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { withTenant } from "@portcullis/db/tenant";
import { conflict, forbidden, notFound } from "@portcullis/domain/errors";
import { offerOwnership as offerOwnershipInput, ownershipOfferDays, tenantDetail } from "@portcullis/domain/tenant";
import { sql } from "drizzle-orm";
import { byUser, lockTenantAndUsers } from "../internal/lock-actor-and-target.ts";
import { useCase } from "../kernel/use-case.ts";
import { readOpenOffer, removeOffer } from "./open-offer.ts";
import { readTenant } from "./read-tenant.ts";

/**
 * Offers ownership to somebody, who then has seven days to accept; repeating the same offer changes nothing. An offer to
 * somebody else replaces the open one, and accepting reads it under the same lock.
 * @throws {DomainError} FORBIDDEN `permission_missing` for everybody but the owner, `self_protected` · NOT_FOUND ·
 * CONFLICT `user_not_active`
 */
export const offerOwnership = useCase(
  { access: { signedIn: true, owner: true, confirmed: true }, subject: "user", audit: "tenant.ownership_offered" },
  offerOwnershipInput,
  tenantDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockTenantAndUsers(tx, ctx, () => Promise.resolve(input.userId));
      if (input.userId === actor.id)
        throw forbidden("self_protected", "You are the owner already. Choose somebody else.");
      if (!target || target.status === "deleting") throw notFound("user");
      if (target.status !== "active") {
        throw conflict("user_not_active", "Only an active user can become the owner.", "userId");
      }
      const open = await readOpenOffer(tx);
      if (open?.offeredTo === target.id && open.offeredBy === actor.id) return readTenant(tx);
      await removeOffer(tx);
      await tx.insert(ownershipOffers).values({
        tenantId: tx.tenantId,
        offeredBy: actor.id,
        offeredTo: target.id,
        expiresAt: sql`now() + make_interval(days => ${ownershipOfferDays}::int)`,
      });
      await recordAudit(tx, {
        action: "tenant.ownership_offered",
        actor: byUser(actor),
        target: { kind: "user", id: target.id },
        subjectId: target.id,
      });
      return readTenant(tx);
    }),
);
