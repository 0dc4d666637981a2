export type Credentials = { tenant: string; email: string; password: string };

/** A password, alone or with the second step; or a passkey's answer (JSON) alone. */
export type SignInFields =
  | Credentials
  | (Credentials & { code: string })
  | (Credentials & { assertion: string })
  | { assertion: string };

/**
 * Signs in through next-auth's own endpoint, as its `signIn("credentials", { redirect: false })` would, but without
 * its script, and with an answer of our own when the server is away. @returns null when signed in
 */
export async function startSession(fields: SignInFields): Promise<SignInFailure | null> {
  try {
    const answer = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ ...fields, csrfToken: await authToken(), callbackUrl: "/", json: "true" }),
    });
    const body: unknown = await answer.json();
    const url = typeof body === "object" && body !== null && "url" in body ? body.url : null;
    if (typeof url !== "string") return { kind: "unavailable" };
    const error = new URL(url, window.location.origin).searchParams.get("error");
    return error === null && answer.ok ? null : signInFailure(error ?? "");
  } catch {
    return { kind: "unavailable" };
  }
}

/** Signs out: the session ends on the server, its cookie goes. @throws where the server does not answer or refuses */
export async function endSession(): Promise<void> {
  const answer = await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken: await authToken(), callbackUrl: "/sign-in", json: "true" }),
  });
  if (!answer.ok) throw new Error(`Signing out was answered with ${answer.status}.`);
}

/** Whether this page is signing out of its own accord. */
let leaving = false;
export const isLeaving = (): boolean => leaving;

/**
 * Does what ends the session, then leads to the sign-in. Meanwhile nothing else of the page leads anywhere: its streams end with
 * the session, and would have the next person sign in to where this one was. @throws what `end` throws; the page stays then
 */
export async function leaveAfter(end: () => Promise<unknown>): Promise<void> {
  leaving = true;
  try {
    await end();
    window.location.assign("/sign-in");
  } catch (error) {
    leaving = false;
    throw error;
  }
}

/** The token that next-auth wants with every POST. @throws TypeError where the server does not answer */
async function authToken(): Promise<string> {
  const answer = await fetch("/api/auth/csrf", { cache: "no-store" });
  const body: unknown = await answer.json();
  if (typeof body === "object" && body !== null && "csrfToken" in body && typeof body.csrfToken === "string") {
    return body.csrfToken;
  }
  throw new TypeError("The sign-in service answered without a token.");
}

export type SignInFailure =
  | { kind: "refused" }
  | { kind: "unavailable" }
  | { kind: "throttled"; seconds: number }
  /** The authenticator app is not asked for that long; a passkey or a recovery code is. */
  | { kind: "factor_resting"; seconds: number }
  /** Everything was right, and nobody but the owner is let in. */
  | { kind: "tenant_held" }
  /** The password was right; something besides it is asked for. */
  | { kind: "second_factor" };

/** Reads what the credentials provider answers: `CredentialsSignin`, `second_factor`, `tenant_held`, `throttled:<seconds>`, `factor_resting:<seconds>` or `unavailable`. */
export function signInFailure(code: string): SignInFailure {
  if (code === "unavailable" || code === "second_factor" || code === "tenant_held") return { kind: code };
  const [, kind, seconds] = /^(throttled|factor_resting):(\d{1,6})$/.exec(code) ?? [];
  if (kind !== undefined) return { kind: kind === "throttled" ? kind : "factor_resting", seconds: Number(seconds) };
  return code === "CredentialsSignin" ? { kind: "refused" } : { kind: "unavailable" };
}
