import { withTenant } from "@portcullis/db/tenant";
import { releaseTenant as releaseTenantInput, tenantReleased } from "@portcullis/domain/tenant";
import { byUser, lockTenantAndUsers } from "../internal/lock-actor-and-target.ts";
import { resumeRestored } from "../internal/resume-restored.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * The owner's word that what a restored backup says is right, or right again: from the commit on it holds. Safe to repeat.
 * @throws {DomainError} FORBIDDEN `permission_missing` for everybody else
 */
export const releaseTenant = useCase(
  { access: { signedIn: true, owner: true, confirmed: true }, audit: "tenant.released" },
  releaseTenantInput,
  tenantReleased,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor } = await lockTenantAndUsers(tx, ctx);
      return { released: await resumeRestored(tx, byUser(actor)) };
    }),
);
