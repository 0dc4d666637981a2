import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { accountMe } from "@portcullis/domain/account";
import { unauthorized } from "@portcullis/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { readSwitchedOffOfOwner } from "../device/owner-devices.ts";
import { gatherRoles, selectGrants } from "../internal/held-roles.ts";
import { noInput, useCase } from "../kernel/use-case.ts";
import { isOpen, shortPersonColumns } from "../tenant/read-tenant.ts";

/** Who is signed in, where, and what they may do now. @throws {DomainError} UNAUTHORIZED when they are gone meanwhile */
export const readMe = useCase({ access: { signedIn: true, whileEnrolling: true } }, noInput, accountMe, async (ctx) => {
  const { userId, sessionId, permissions, isOwner } = ctx.principal;
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [[found], grants, [offer], devicesSwitchedOffByOthers] = await Promise.all([
      tx
        .select({
          id: users.id,
          email: users.email,
          firstName: users.firstName,
          lastName: users.lastName,
          image: users.image,
          updatedAt: users.updatedAt,
          isOwner: users.isOwner,
          pausedSince: tenants.pausedSince,
          // Nothing is before a null.
          newestEntry: sql<
            string | null
          >`(select max(e.at) from audit_events e where e.tenant_id = ${tenants.id} and e.at < ${tenants.pausedSince})`,
          tenant: { id: tenants.id, slug: tenants.slug, name: tenants.name },
        })
        .from(users)
        .innerJoin(tenants, eq(tenants.id, users.tenantId))
        .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId))),
      selectGrants(tx, userId),
      tx
        .select({ by: shortPersonColumns, expiresAt: ownershipOffers.expiresAt })
        .from(ownershipOffers)
        .innerJoin(users, and(eq(users.tenantId, ownershipOffers.tenantId), eq(users.id, ownershipOffers.offeredBy)))
        .where(and(eq(ownershipOffers.tenantId, tx.tenantId), eq(ownershipOffers.offeredTo, userId), isOpen)),
      isOwner ? readSwitchedOffOfOwner(tx, userId) : [],
    ]);
    if (!found) throw unauthorized();
    const { pausedSince, newestEntry, ...me } = found;
    return {
      ...me,
      permissions: [...permissions],
      roles: gatherRoles(grants),
      held: pausedSince && { since: pausedSince, newestEntry: newestEntry === null ? null : new Date(newestEntry) },
      sessionId,
      ownershipOffer: offer ?? null,
      devicesSwitchedOffByOthers,
    };
  });
});
