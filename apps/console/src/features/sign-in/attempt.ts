import { passkeyFailure } from "#features/account/passkey-ceremony.ts";
import type { Translate } from "#i18n/translator.ts";
import { type Credentials, type SignInFields, startSession } from "./session-requests.ts";
import type { SignInNoticeProps } from "./sign-in-notice.tsx";

/** What the last try at one step of the sign-in came to. */
export interface Attempt {
  readonly notice: SignInNoticeProps["notice"];
  /** Why it was refused, where the browser was who refused. */
  readonly message?: string;
  /** Milliseconds since the epoch: no try before that. */
  readonly until: number | null;
  /** Signed in, on the way to the page. */
  readonly leaving: boolean;
}

export const untried: Attempt = { notice: null, until: null, leaving: false };

/**
 * Tries to sign in.
 * @returns `second_factor` after the right password alone, where something besides it is asked for
 */
export async function trySignIn(fields: SignInFields): Promise<Attempt | "second_factor"> {
  const failure = await startSession(fields);
  if (!failure) return { ...untried, leaving: true };
  if (failure.kind === "second_factor") return "second_factor";
  const until = failure.kind === "throttled" ? Date.now() + failure.seconds * 1000 : null;
  return { notice: failure.kind, until, leaving: false };
}

/** Signs in by a passkey: alone, or as the second step after a password. Loads what it needs only now. */
export async function tryPasskey(t: Translate, credentials?: Credentials): Promise<Attempt> {
  try {
    const { answerChallenge } = await import("./answer-challenge.ts");
    const outcome = await trySignIn({ ...credentials, assertion: await answerChallenge() });
    if (outcome === "second_factor") return { ...untried, notice: "refused" };
    return outcome.notice === "refused" ? { ...outcome, message: t("signIn.thisPasskeyWasNotAccepted") } : outcome;
  } catch (error) {
    const message = passkeyFailure(t, error);
    return message === undefined ? { ...untried, notice: "unavailable" } : { ...untried, notice: "refused", message };
  }
}
