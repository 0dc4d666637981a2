import { roles, userRoles } from "@portcullis/db/schema/roles";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import type { AccountMe } from "@portcullis/domain/account";
import { unauthorized } from "@portcullis/domain/errors";
import { and, asc, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** Who is signed in, where, and what they may do now. @throws {DomainError} UNAUTHORIZED when they are gone meanwhile */
export async function readMe(ctx: ServiceContext): Promise<AccountMe> {
  const { userId, sessionId, permissions } = ctx.principal;
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [[me], held] = await Promise.all([
      tx
        .select({
          id: users.id,
          email: users.email,
          firstName: users.firstName,
          lastName: users.lastName,
          image: users.image,
          updatedAt: users.updatedAt,
          isOwner: users.isOwner,
          tenant: { id: tenants.id, slug: tenants.slug, name: tenants.name },
        })
        .from(users)
        .innerJoin(tenants, eq(tenants.id, users.tenantId))
        .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId))),
      tx
        .select({ id: roles.id, name: roles.name })
        .from(userRoles)
        .innerJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId)))
        .where(and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.userId, userId)))
        .orderBy(asc(roles.name)),
    ]);
    if (!me) throw unauthorized();
    return { ...me, permissions: [...permissions], roles: held, sessionId };
  });
}
