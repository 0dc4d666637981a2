import { renamePasskey as rename } from "@portcullis/auth/factor/passkeys";
import { withTenant } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { renamePasskey as renamePasskeyInput } from "@portcullis/domain/passkey";
import { lockSelf } from "../internal/lock-self.ts";
import { done, useCase } from "../kernel/use-case.ts";

/** Calls one's passkey something else. Only its holder sees the name, so the audit log does not tell. @throws {DomainError} NOT_FOUND */
export const renamePasskey = useCase({ access: { signedIn: true } }, renamePasskeyInput, done, (ctx, input) =>
  withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { id } = await lockSelf(tx, ctx);
    if (!(await rename(tx, id, input))) throw notFound("passkey");
    return {};
  }),
);
