import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { InspectPasswordReset, OpenPasswordReset } from "@portcullis/domain/password-reset";
import type { PublicContext } from "../context.ts";
import { getPendingPasswordReset, parseResetToken } from "../internal/pending-password-reset.ts";

/** Whose password a link sets, and until when. It stays open. @throws {DomainError} NOT_FOUND `link_void` */
export async function inspectPasswordReset(
  ctx: PublicContext,
  input: InspectPasswordReset,
): Promise<OpenPasswordReset> {
  const { tenantId, token } = parseResetToken(input.token);
  const {
    userId: _,
    requestedBy: __,
    ...reset
  } = await withTenantReadOnly(ctx.db, tenantId, (tx) => getPendingPasswordReset(tx, token));
  return reset;
}
