import { builtOnce } from "@portcullis/db/built-once";
import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { rolePermissions, roles, userRoles } from "@portcullis/db/schema/roles";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { accountMe } from "@portcullis/domain/account";
import { unauthorized } from "@portcullis/domain/errors";
import type { UserDetail } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import { readSwitchedOffOfOwner } from "../device/owner-devices.ts";
import { noInput, useCase } from "../kernel/use-case.ts";
import { isOpen, shortPersonColumns } from "../tenant/get-tenant.ts";

const selectPerson = builtOnce((tx, userId: string) =>
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
);

const selectOffer = builtOnce((tx, userId: string) =>
  tx
    .select({ by: shortPersonColumns, expiresAt: ownershipOffers.expiresAt })
    .from(ownershipOffers)
    .innerJoin(users, and(eq(users.tenantId, ownershipOffers.tenantId), eq(users.id, ownershipOffers.offeredBy)))
    .where(and(eq(ownershipOffers.tenantId, tx.tenantId), eq(ownershipOffers.offeredTo, userId), isOpen)),
);

/** Who is signed in, where, and what they may do now. @throws {DomainError} UNAUTHORIZED when they are gone meanwhile */
export const readMe = useCase({ access: { signedIn: true, whileEnrolling: true } }, noInput, accountMe, async (ctx) => {
  const { userId, sessionId, permissions, isOwner } = ctx.principal;
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [[found], grants, [offer], devicesSwitchedOffByOthers] = await Promise.all([
      selectPerson(tx, userId),
      selectGrants(tx, userId),
      selectOffer(tx, userId),
      isOwner ? readSwitchedOffOfOwner(tx, userId) : [],
    ]);
    if (!found) throw unauthorized();
    const { pausedSince, newestEntry, ...me } = found;
    return {
      ...me,
      permissions: [...permissions],
      roles: gatherRoles(grants),
      held: pausedSince === null ? null : { since: pausedSince, newestEntry },
      sessionId,
      ownershipOffer: offer ?? null,
      devicesSwitchedOffByOthers,
    };
  });
});

/** One row per role and way that it reached the user. */
export const selectGrants = builtOnce((tx, userId: string) => {
  const role = {
    id: roles.id,
    name: roles.name,
    description: roles.description,
    permissions: rolePermissions,
  };
  const direct = tx
    .select({
      ...role,
      groupId: sql<string | null>`null::uuid`.as("group_id"),
      groupName: sql<string | null>`null`.as("group_name"),
    })
    .from(userRoles)
    .innerJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId)))
    .where(and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.userId, userId)));
  const throughGroups = tx
    .select({
      ...role,
      groupId: sql<string | null>`${groups.id}`.as("group_id"),
      groupName: sql<string | null>`${groups.name}`.as("group_name"),
    })
    .from(groupMembers)
    .innerJoin(groups, and(eq(groups.tenantId, groupMembers.tenantId), eq(groups.id, groupMembers.groupId)))
    .innerJoin(groupRoles, and(eq(groupRoles.tenantId, groups.tenantId), eq(groupRoles.groupId, groups.id)))
    .innerJoin(roles, and(eq(roles.tenantId, groupRoles.tenantId), eq(roles.id, groupRoles.roleId)))
    .where(and(eq(groupMembers.tenantId, tx.tenantId), eq(groupMembers.userId, userId)));
  return direct.unionAll(throughGroups);
});

/** Each role once, with every way that it reached the user, by name. */
export function gatherRoles(grants: Awaited<ReturnType<typeof selectGrants>>): UserDetail["roles"] {
  const byId = new Map<string, UserDetail["roles"][number]>();
  for (const { groupId, groupName, ...role } of grants) {
    const known = byId.get(role.id) ?? { ...role, origins: [] };
    known.origins.push(groupId === null ? { kind: "direct" } : { kind: "group", id: groupId, name: groupName ?? "" });
    byId.set(role.id, known);
  }
  return [...byId.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
