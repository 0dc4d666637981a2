import { confirmSession, expirePasswordConfirmations, readConfirmation } from "@portcullis/auth/confirm-session";
import { readFactors } from "@portcullis/auth/factor/read-factors";
import { removeRecoveryCodes, replaceRecoveryCodes } from "@portcullis/auth/factor/recovery-codes";
import { recordAudit } from "@portcullis/db/audit";
import { tenants } from "@portcullis/db/schema/tenants";
import type { TenantTx } from "@portcullis/db/tenant";
import type { AddedFactor } from "@portcullis/domain/account-security";
import { conflict, forbidden } from "@portcullis/domain/errors";
import { mustEnrol } from "@portcullis/domain/second-factor";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import { eq } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import { type Actor, byUser } from "../kernel/locks.ts";

interface Change {
  readonly actor: Actor;
  readonly kind: "totp" | "passkey";
  /** What the passkey is called. */
  readonly name?: string;
  /** What a session says that was confirmed with this factor. */
  readonly confirmedWith: string;
}

/**
 * What goes with every new factor: recovery codes where there are none yet, the event, and that its holder has just proved
 * who they are by it.
 */
export async function onFactorAdded(tx: TenantTx, ctx: ServiceContext, change: Change): Promise<AddedFactor> {
  const { actor, confirmedWith } = change;
  const { recoveryCodesLeft } = await readFactors(tx, actor.id);
  const recoveryCodes = recoveryCodesLeft === 0 ? await replaceRecoveryCodes(tx, actor.id) : null;
  await confirmSession(tx, ctx.principal.sessionId, confirmedWith);
  await expirePasswordConfirmations(tx, actor.id, ctx.principal.sessionId);
  await recordAudit(tx, {
    action: "user.factor_added",
    actor: byUser(actor),
    target: { kind: "user", id: actor.id },
    subjectId: actor.id,
    changed: ["secondFactor"],
    details: { after: { secondFactor: described(change) } },
  });
  return { recoveryCodes };
}

/**
 * After the removal of a factor: if others are left, one of them must have been used to confirm, so a stolen phone alone
 * cannot remove its owner's passkey. With the last factor the recovery codes are removed too.
 * @throws {DomainError} CONFLICT `factor_required` where the tenant asks for one · FORBIDDEN `confirmation_required`
 */
export async function onFactorRemoved(tx: TenantTx, ctx: ServiceContext, change: Change): Promise<void> {
  const { actor, confirmedWith } = change;
  const left = await readFactors(tx, actor.id);
  if (left.totp || left.passkeys.length > 0) {
    const confirmation = await readConfirmation(tx, ctx.principal.sessionId);
    const others = [...(left.totp ? ["totp"] : []), ...left.passkeys.map(({ id }) => id), "recovery"];
    if (!confirmation || confirmation.confirmedWith === confirmedWith || !others.includes(confirmation.confirmedWith)) {
      throw forbidden("confirmation_required", "Confirm with a factor other than the one that you are removing.");
    }
  } else {
    if (await isFactorRequired(tx, actor)) {
      throw conflict("factor_required", "Your organisation asks for a second factor. Set up another one first.");
    }
    await removeRecoveryCodes(tx, actor.id);
  }
  await recordAudit(tx, {
    action: "user.factor_removed",
    actor: byUser(actor),
    target: { kind: "user", id: actor.id },
    subjectId: actor.id,
    changed: ["secondFactor"],
    details: { before: { secondFactor: described(change) } },
  });
}

const described = ({ kind, name }: Change) => (name === undefined ? kind : `${kind}: ${name}`);

/** Whether the tenant's policy asks this person for a second factor. */
export async function isFactorRequired(
  tx: TenantTx,
  person: Pick<AuthorizationSubject, "isOwner" | "permissions">,
): Promise<boolean> {
  const [tenant] = await tx
    .select({ policy: tenants.secondFactorPolicy })
    .from(tenants)
    .where(eq(tenants.id, tx.tenantId));
  if (!tenant) return false;
  return mustEnrol(tenant.policy, {
    isOwner: person.isOwner,
    permissions: person.permissions,
    hasSecondFactor: false,
  });
}
