import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict, forbidden, notFound } from "@portcullis/domain/errors";
import {
  offerEnded,
  offerOwnership as offerOwnershipInput,
  ownershipOfferDays,
  ownershipTransfer,
  ownOffer,
  tenantDetail,
} from "@portcullis/domain/tenant";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq, sql } from "drizzle-orm";
import { byUser, lockTenantAndUsers } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { isOpen, readTenant } from "./get-tenant.ts";

/** The tenant's offer of ownership while its time is not over. */
export async function readOpenOffer(tx: TenantTx): Promise<{ offeredBy: string; offeredTo: string } | undefined> {
  const [offer] = await tx
    .select({ offeredBy: ownershipOffers.offeredBy, offeredTo: ownershipOffers.offeredTo })
    .from(ownershipOffers)
    .where(and(eq(ownershipOffers.tenantId, tx.tenantId), isOpen));
  return offer;
}

/** Whatever became of it: accepted, cancelled, declined, replaced or over. */
export async function removeOffer(tx: TenantTx): Promise<void> {
  await tx.delete(ownershipOffers).where(eq(ownershipOffers.tenantId, tx.tenantId));
}

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

/**
 * Moves the ownership to whoever it is offered to and accepts; the former owner becomes an administrator. One transaction
 * under the tenant's lock, everything read again after the locks: there is one owner before, after and in between.
 * @throws {DomainError} CONFLICT `offer_void` where there is no open offer to them, or whoever made it is not the owner any more
 */
export const acceptOwnership = useCase(
  { access: { signedIn: true, confirmed: true }, audit: "tenant.ownership_transferred" },
  ownOffer,
  ownershipTransfer,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target: former } = await lockTenantAndUsers(
        tx,
        ctx,
        async () => (await readOpenOffer(tx))?.offeredBy,
      );
      // Again: ending somebody's access takes their offer away under the lock of their row alone.
      const open = await readOpenOffer(tx);
      if (open?.offeredTo !== actor.id || open.offeredBy !== former?.id || !former.isOwner) {
        throw conflict("offer_void", "Ownership is no longer offered to you.");
      }
      await removeOffer(tx);
      // In this order: the index that allows one owner is asked after each statement.
      await setOwner(tx, former.id, false);
      await setOwner(tx, actor.id, true);
      await grantAdministrator(tx, former.id);
      await recordAudit(tx, {
        action: "tenant.ownership_transferred",
        actor: byUser(actor),
        target: { kind: "user", id: actor.id },
        subjectId: former.id,
        changed: ["isOwner"],
      });
      await notify(tx, { sessions: true });
      return { ownerId: actor.id, formerOwnerId: former.id };
    }),
);

async function setOwner(tx: TenantTx, userId: string, isOwner: boolean): Promise<void> {
  await tx
    .update(users)
    .set({ isOwner, updatedAt: timestampNow() })
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)));
}

/** The one right that whoever owned the tenant does not lose with it. Held already, nothing changes. */
async function grantAdministrator(tx: TenantTx, userId: string): Promise<void> {
  const [administrator] = await tx
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.tenantId, tx.tenantId), eq(roles.system, "ADMIN")));
  if (!administrator) throw new Error("The tenant has no role ADMIN.");
  await tx.insert(userRoles).values({ tenantId: tx.tenantId, userId, roleId: administrator.id }).onConflictDoNothing();
}
