import { authToken } from "./auth-token.ts";
import { type SignInFailure, signInFailure } from "./sign-in-failure.ts";

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
