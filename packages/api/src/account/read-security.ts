import { readConfirmation } from "@portcullis/auth/confirm-session";
import { readFactors } from "@portcullis/auth/factor/read-factors";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { accountSecurity } from "@portcullis/domain/account-security";
import { unauthorized } from "@portcullis/domain/errors";
import { confirmedUntil } from "@portcullis/domain/second-factor";
import { noInput, useCase } from "../kernel/use-case.ts";
import { isFactorRequired } from "./change-factors.ts";

/** How whoever asks gets in. @throws {DomainError} UNAUTHORIZED when their session ended meanwhile */
export const readSecurity = useCase(
  { access: { signedIn: true, whileEnrolling: true } },
  noInput,
  accountSecurity,
  async (ctx) => {
    const { principal } = ctx;
    return withTenantReadOnly(ctx.db, principal.tenantId, async (tx) => {
      const [factors, confirmation, required] = await Promise.all([
        readFactors(tx, principal.userId),
        readConfirmation(tx, principal.sessionId),
        isFactorRequired(tx, principal),
      ]);
      if (!confirmation) throw unauthorized();
      return { ...factors, required, confirmedUntil: confirmedUntil(confirmation.confirmedAt) };
    });
  },
);
