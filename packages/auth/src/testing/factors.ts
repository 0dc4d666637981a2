import { newAssertionOptions, newRegistrationOptions } from "../factor/passkey-options.ts";
import { insertPasskey } from "../factor/passkeys.ts";
import { replaceRecoveryCodes } from "../factor/recovery-codes.ts";
import { totpInvitation } from "../factor/totp.ts";
import { beginTotpFactor, confirmTotpFactor } from "../factor/totp-factor.ts";
import { verifyRegistration } from "../factor/verify-registration.ts";
import { softwareAuthenticator } from "./authenticator.ts";
import { type AuthFixture, factorConfig } from "./fixture.ts";
import { stepCode } from "./step-code.ts";

/** Sets up an app, spending the code of the step before, and recovery codes. */
export async function withTotp(fixture: AuthFixture, userId: string) {
  return fixture.inScope(async (tx) => {
    const bytes = await beginTotpFactor(tx, userId, factorConfig);
    if (!bytes) throw new Error("An app is set up already.");
    const { secret } = totpInvitation(bytes, { issuer: "x", label: "y" });
    const consumed = stepCode(secret, -1);
    const outcome = await confirmTotpFactor(tx, userId, { ...factorConfig, code: consumed });
    if (outcome !== "confirmed") throw new Error(`The app was not taken: ${outcome}.`);
    return { secret, consumed, recoveryCodes: await replaceRecoveryCodes(tx, userId) };
  });
}

/** Adds a passkey, and answers what answers a new challenge with it. */
export async function withPasskey(fixture: AuthFixture, userId: string) {
  const authenticator = softwareAuthenticator(factorConfig.publicUrl);
  const owner = { tenantId: fixture.tenant, userId };
  const options = newRegistrationOptions(factorConfig, { ...owner, email: "a@people.test", has: [] });
  const made = await verifyRegistration(factorConfig, owner, authenticator.create(options));
  if (!made) throw new Error("The passkey was refused.");
  const passkeyId = await fixture.inScope((tx) => insertPasskey(tx, userId, { ...made, name: "Key" }));
  const assertion = (odd: Parameters<typeof authenticator.get>[1] = {}) =>
    authenticator.get(newAssertionOptions(factorConfig), odd);
  return { passkeyId, authenticator, assertion };
}
