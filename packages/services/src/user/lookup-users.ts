import { users } from "@portcullis/db/schema/users";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { foundUsers, lookupUsers as lookupUsersInput } from "@portcullis/domain/user/user";
import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";

/** The people who have these e-mails, for a list that somebody pastes. Whom it does not answer, the tenant does not have. */
export const lookupUsers = useCase(
  { access: { permission: "user:read" } },
  lookupUsersInput,
  foundUsers,
  (ctx, input) =>
    withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const items = await tx
        .select({
          id: users.id,
          email: users.email,
          firstName: users.firstName,
          lastName: users.lastName,
          image: users.image,
          status: sql<LivingStatus>`${users.status}`,
        })
        .from(users)
        .where(and(eq(users.tenantId, tx.tenantId), inArray(users.email, input.emails), ne(users.status, "deleting")))
        .orderBy(asc(users.email));
      return { items };
    }),
);
