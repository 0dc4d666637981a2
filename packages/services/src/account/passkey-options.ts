import { newRegistrationOptions } from "@portcullis/auth/factor/passkey-options";
import { credentialsOf } from "@portcullis/auth/factor/passkeys";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { unauthorized } from "@portcullis/domain/errors";
import { registrationOptions } from "@portcullis/domain/passkey";
import { and, eq } from "drizzle-orm";
import { noInput, useCase } from "../kernel/use-case.ts";

/** What the browser needs to make a passkey. Stores nothing. @throws {DomainError} UNAUTHORIZED when they are gone meanwhile */
export const passkeyOptions = useCase(
  { access: { signedIn: true, confirmed: true, whileEnrolling: true } },
  noInput,
  registrationOptions,
  async (ctx) => {
    const { tenantId, userId } = ctx.principal;
    return withTenant(ctx.db, tenantId, async (tx) => {
      const [[me], has] = await Promise.all([
        tx
          .select({ email: users.email })
          .from(users)
          .where(and(eq(users.tenantId, tenantId), eq(users.id, userId))),
        credentialsOf(tx, userId),
      ]);
      if (!me) throw unauthorized();
      return newRegistrationOptions(ctx, { tenantId, userId, email: me.email, has });
    });
  },
);
