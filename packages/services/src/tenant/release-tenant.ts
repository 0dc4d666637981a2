import { withTenant } from "@portcullis/db/tenant";
import { forbidden } from "@portcullis/domain/errors";
import type { TenantReleased } from "@portcullis/domain/tenant";
import type { ServiceContext } from "../context.ts";
import { byUser, lockTenantAndUsers } from "../internal/lock-actor-and-target.ts";
import { resumeRestored } from "../internal/resume-restored.ts";

/**
 * The owner's word that what a restored backup says is right, or right again: from the commit on it holds. Safe to repeat.
 * @throws {DomainError} FORBIDDEN `permission_missing` for everybody else
 */
export async function releaseTenant(ctx: ServiceContext): Promise<TenantReleased> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { actor } = await lockTenantAndUsers(tx, ctx.principal, () => Promise.resolve(undefined));
    if (!actor.isOwner) throw forbidden("permission_missing", "Only the owner may do this.");
    return { released: await resumeRestored(tx, byUser(actor)) };
  });
}
