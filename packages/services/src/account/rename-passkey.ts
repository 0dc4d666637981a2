import { renamePasskey as rename } from "@portcullis/auth/factor/passkeys";
import { withTenant } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import type { RenamePasskey } from "@portcullis/domain/passkey";
import type { ServiceContext } from "../context.ts";
import { lockSelf } from "../internal/lock-self.ts";

/** Calls one's passkey something else. Only its holder sees the name, so the audit log does not tell. @throws {DomainError} NOT_FOUND */
export async function renamePasskey(ctx: ServiceContext, input: RenamePasskey): Promise<Record<string, never>> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { id } = await lockSelf(tx, ctx);
    if (!(await rename(tx, id, input))) throw notFound("passkey");
    return {};
  });
}
