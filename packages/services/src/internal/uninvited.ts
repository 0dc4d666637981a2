import { invitations } from "@portcullis/db/schema/invitations";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, sql } from "drizzle-orm";

/** Of users joined with `invitationOfUser`: pending, and without an open invitation. One whose mail was never taken counts as none. */
export const isUninvited = and(
  eq(users.status, "pending"),
  sql`(${invitations.userId} is null or ${invitations.expiresAt} <= now()
    or (${invitations.batchId} is not null and ${invitations.handedOverAt} is null))`,
);

export const invitationOfUser = and(eq(invitations.tenantId, users.tenantId), eq(invitations.userId, users.id));

/** Whoever invites must be able to invite when the link is used: the owner always is. */
export async function readOwnerId(tx: TenantTx): Promise<string> {
  const [owner] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.isOwner, true)));
  if (!owner) throw new Error("The tenant has no owner who could invite.");
  return owner.id;
}
