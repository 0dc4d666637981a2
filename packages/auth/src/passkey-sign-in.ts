import type { Database } from "@portcullis/db/client";
import { passkeys } from "@portcullis/db/schema/second-factors";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import type { PasskeyAssertion } from "@portcullis/domain/passkey";
import { and, eq } from "drizzle-orm";
import type { FactorConfig } from "./factor/factor-config.ts";
import { readUserHandle } from "./factor/passkey-options.ts";
import { openPasskeySession } from "./open-session.ts";
import { recordFailure } from "./record-failure.ts";
import type { SignedIn } from "./sign-in.ts";
import { assertAttemptCounted, passkeyKeys, settleSignIn, takenBackAt } from "./throttle.ts";

/**
 * Opens a session for what a passkey signed: whose it is, it says itself. Undefined for anything that is not right.
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts` · FORBIDDEN `tenant_held`
 */
export async function signInWithPasskey(
  db: Database,
  config: FactorConfig,
  assertion: PasskeyAssertion,
  from: ClientInfo,
): Promise<SignedIn | undefined> {
  const keys = passkeyKeys({ credentialId: assertion.id, address: from.address });
  await assertAttemptCounted(db, keys);
  const said = readUserHandle(assertion.response.userHandle ?? "");
  if (!said) return undefined;
  const { tenantId, userId } = said;
  const shown = { userId, assertion, config };
  const open = withTenant(db, tenantId, (tx) => openPasskeySession(tx, shown, from));
  const session = await takenBackAt(db, keys, ["tenant_held"], open);
  if (session) {
    await settleSignIn(db, keys, "succeeded");
    return { ...session, userId };
  }
  // In the audit log of whoever has such a passkey; whatever else is sent here is nobody's.
  const isKnown = await withTenant(db, tenantId, (tx) => ownsPasskey(tx, userId, assertion.id));
  if (isKnown) await recordFailure(db, tenantId, userId, from);
  return undefined;
}

/** Whether a user has the passkey that an authenticator calls this. */
export async function ownsPasskey(tx: TenantTx, userId: string, credentialId: string): Promise<boolean> {
  const count = await tx.$count(
    passkeys,
    and(
      eq(passkeys.tenantId, tx.tenantId),
      eq(passkeys.userId, userId),
      eq(passkeys.credentialId, Buffer.from(credentialId, "base64url")),
    ),
  );
  return count > 0;
}
