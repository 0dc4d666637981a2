import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { ownershipTransfer, ownOffer } from "@portcullis/domain/tenant";
import { and, eq } from "drizzle-orm";
import { byUser, lockTenantAndUsers } from "../internal/lock-actor-and-target.ts";
import { useCase } from "../kernel/use-case.ts";
import { readOpenOffer, removeOffer } from "./open-offer.ts";

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
    .set({ isOwner, updatedAt: new Date() })
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
