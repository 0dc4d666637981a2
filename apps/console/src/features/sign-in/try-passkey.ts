import { passkeyFailure } from "#features/account/passkey-ceremony.ts";
import { type Attempt, trySignIn, untried } from "./attempt.ts";
import type { Credentials } from "./start-session.ts";

/** Signs in by a passkey: alone, or as the second step after a password. Loads what it needs only now. */
export async function tryPasskey(credentials?: Credentials): Promise<Attempt> {
  try {
    const { answerChallenge } = await import("./answer-challenge.ts");
    const outcome = await trySignIn({ ...credentials, assertion: await answerChallenge() });
    if (outcome === "second_factor") return { ...untried, notice: "refused" };
    return outcome.notice === "refused" ? { ...outcome, message: "This passkey was not accepted." } : outcome;
  } catch (error) {
    const message = passkeyFailure(error);
    return message === undefined ? { ...untried, notice: "unavailable" } : { ...untried, notice: "refused", message };
  }
}
