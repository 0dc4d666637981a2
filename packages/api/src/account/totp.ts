import { hasSecondFactor } from "@portcullis/auth/factor/read-factors";
import { replaceRecoveryCodes } from "@portcullis/auth/factor/recovery-codes";
import { totpInvitation } from "@portcullis/auth/factor/totp";
import { beginTotpFactor, confirmTotpFactor, removeTotpFactor } from "@portcullis/auth/factor/totp-factor";
import { recordAudit } from "@portcullis/db/audit";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import {
  addedFactor,
  confirmTotp as confirmTotpInput,
  newRecoveryCodes,
  totpSetup,
} from "@portcullis/domain/account-security";
import { badRequest, conflict, notFound, unauthorized } from "@portcullis/domain/errors";
import { and, eq } from "drizzle-orm";
import { byUser, lockSelf } from "../kernel/locks.ts";
import { done, noInput, useCase } from "../kernel/use-case.ts";
import { onFactorAdded, onFactorRemoved } from "./change-factors.ts";

/**
 * Begins the set-up of an authenticator app, which counts as a factor only after a code from it was confirmed. Calling it
 * again replaces the secret.
 * @throws {DomainError} CONFLICT `factor_exists` where an app is set up already
 */
export const beginTotp = useCase(
  { access: { signedIn: true, confirmed: true, whileEnrolling: true } },
  noInput,
  totpSetup,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { id } = await lockSelf(tx, ctx);
      const secret = await beginTotpFactor(tx, id, ctx);
      if (!secret) throw conflict("factor_exists", "An authenticator app is set up already. Remove it first.");
      return totpInvitation(secret, await accountOf(tx, id));
    }),
);

/** What apps show beside the code. */
async function accountOf(tx: TenantTx, userId: string): Promise<{ issuer: string; label: string }> {
  const [row] = await tx
    .select({ label: users.email, tenant: tenants.name })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)));
  if (!row) throw unauthorized();
  // The colon separates issuer and account.
  return { issuer: `Portcullis ${row.tenant}`.replaceAll(":", " "), label: row.label };
}

/**
 * Ends the set-up of an authenticator app by a code of it. The first factor brings recovery codes with it.
 * @throws {DomainError} BAD_REQUEST `code_wrong` · CONFLICT `factor_exists` · CONFLICT `factor_required` where none was begun
 */
export const confirmTotp = useCase(
  { access: { signedIn: true, confirmed: true, whileEnrolling: true }, audit: "user.factor_added" },
  confirmTotpInput,
  addedFactor,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      const outcome = await confirmTotpFactor(tx, actor.id, { factorKey: ctx.factorKey, code: input.code });
      if (outcome === "wrong code") {
        throw badRequest(
          "code_wrong",
          "This code is wrong. Wait for the next one, and check that the clock of your phone is correct.",
          "code",
        );
      }
      if (outcome === "exists") throw conflict("factor_exists", "An authenticator app is set up already.");
      if (outcome === "not begun") throw conflict("factor_required", "Scan a QR code first.");
      return onFactorAdded(tx, ctx, { actor, kind: "totp", confirmedWith: "totp" });
    }),
);

/**
 * Takes one's authenticator app away. Asked twice, the second finds none.
 * @throws {DomainError} NOT_FOUND · CONFLICT `factor_required` · FORBIDDEN `confirmation_required` where another factor has
 * to prove it
 */
export const removeTotp = useCase(
  { access: { signedIn: true, confirmed: true }, audit: "user.factor_removed" },
  noInput,
  done,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      if (!(await removeTotpFactor(tx, actor.id))) throw notFound("authenticator app");
      await onFactorRemoved(tx, ctx, { actor, kind: "totp", confirmedWith: "totp" });
      return {};
    }),
);

/**
 * Makes ten new recovery codes; the old ones end. They are shown this once.
 * @throws {DomainError} CONFLICT `factor_required` where there is no factor that they could stand in for
 */
export const renewRecoveryCodes = useCase(
  { access: { signedIn: true, confirmed: true }, audit: "user.recovery_codes_renewed" },
  noInput,
  newRecoveryCodes,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      if (!(await hasSecondFactor(tx, actor.id))) {
        throw conflict("factor_required", "Set up a second factor first: recovery codes stand in for one.");
      }
      const recoveryCodes = await replaceRecoveryCodes(tx, actor.id);
      await recordAudit(tx, {
        action: "user.recovery_codes_renewed",
        actor: byUser(actor),
        target: { kind: "user", id: actor.id },
        subjectId: actor.id,
      });
      return { recoveryCodes };
    }),
);
