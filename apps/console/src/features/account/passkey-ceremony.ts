import type {
  AssertionOptions,
  PasskeyAssertion,
  PasskeyRegistration,
  RegistrationOptions,
} from "@portcullis/domain/passkey";
import type { Translate } from "#i18n/translator.ts";

/** Has a passkey sign a challenge. @throws what the browser throws; `passkeyFailure` says it in words */
export async function signWithPasskey(options: AssertionOptions): Promise<PasskeyAssertion> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON: options });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id,
    rawId,
    type,
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
  };
}

/** Has an authenticator make a passkey. @throws what the browser throws; `passkeyFailure` says it in words */
export async function makePasskey(options: RegistrationOptions): Promise<PasskeyRegistration> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  const { excludeCredentials, ...rest } = options;
  const { id, rawId, type, response } = await startRegistration({
    optionsJSON: {
      ...rest,
      // What an authenticator said of itself once; the browser skips what it does not know.
      excludeCredentials: excludeCredentials.map(({ id: of, type: kind }) => ({ id: of, type: kind })),
    },
  });
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, rawId, type, response: { clientDataJSON, attestationObject, transports } };
}

const sentences = (t: Translate): Readonly<Record<string, string>> => ({
  NotAllowedError: t("account.noPasskeyWasUsedIt"),
  AbortError: t("account.noPasskeyWasUsedIt2"),
  InvalidStateError: t("account.thisDeviceHoldsAPasskey"),
  SecurityError: t("account.passkeysDoNotWorkAt"),
  NotSupportedError: t("account.thisBrowserOrDeviceHas"),
});

/** Why a passkey was not used or made, where it was the browser who said no. */
export function passkeyFailure(t: Translate, error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.message === "WebAuthn is not supported in this browser") return sentences(t)["NotSupportedError"];
  return sentences(t)[error.name];
}
