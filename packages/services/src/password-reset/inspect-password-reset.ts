import { withTenantReadOnly } from "@portcullis/db/tenant";
import {
  inspectPasswordReset as inspectPasswordResetInput,
  openPasswordReset,
} from "@portcullis/domain/password-reset";
import { getPendingPasswordReset, parseResetToken } from "../internal/pending-password-reset.ts";
import { useCase } from "../kernel/use-case.ts";

/** Whose password a link sets, and until when. It stays open. @throws {DomainError} NOT_FOUND `link_void` */
export const inspectPasswordReset = useCase(
  { access: { anybody: true } },
  inspectPasswordResetInput,
  openPasswordReset,
  async (ctx, input) => {
    const { tenantId, token } = parseResetToken(input.token);
    const {
      userId: _,
      requestedBy: __,
      ...reset
    } = await withTenantReadOnly(ctx.db, tenantId, (tx) => getPendingPasswordReset(tx, token));
    return reset;
  },
);
