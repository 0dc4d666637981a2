import type { SessionToken } from "@portcullis/auth/session-token";
import { credentials } from "@portcullis/db/schema/credentials";
import { withTenant } from "@portcullis/db/tenant";
import type { PublicContext } from "../context.ts";
import { activateAccount } from "../internal/change-lifecycle.ts";
import { lockMakerAndRecipient } from "../internal/lock-actor-and-target.ts";
import { invitationExpired, readInvitation } from "../internal/read-invitation.ts";

/**
 * The one transaction of an acceptance: locks the two people whom the link was seen to be about, then looks at everything
 * anew. It succeeds once for a link.
 * @throws {DomainError} NOT_FOUND `invitation_void` · CONFLICT `invitation_void` once expired
 */
export async function activateInvitedAccount(
  ctx: Pick<PublicContext, "db" | "from">,
  of: {
    readonly link: SessionToken;
    readonly seen: { readonly userId: string; readonly invitedBy: string };
    readonly profile: { readonly firstName: string | null; readonly lastName: string | null };
    readonly passwordHash: string;
  },
): Promise<void> {
  const { link, seen, profile, passwordHash } = of;
  const { tenantId } = link;
  await withTenant(ctx.db, tenantId, async (tx) => {
    await lockMakerAndRecipient(tx, seen.invitedBy, seen.userId);
    const found = await readInvitation(tx, link.token);
    if (found.isExpired) throw invitationExpired();
    const { userId: id, isOwner, generation, granted: permissions } = found;
    const target = { id, isOwner, generation, permissions, status: "pending", hasAccepted: false } as const;
    await activateAccount(tx, { target, from: ctx.from, profile });
    await tx.insert(credentials).values({ tenantId, userId: id, passwordHash });
  });
}
