export type SignInFailure = { kind: "refused" } | { kind: "unavailable" } | { kind: "throttled"; seconds: number };

/** Reads what the credentials provider answers: `CredentialsSignin`, `throttled:<seconds>` or `unavailable`. */
export function signInFailure(code: string): SignInFailure {
  if (code === "unavailable") return { kind: "unavailable" };
  const seconds = /^throttled:(\d{1,6})$/.exec(code)?.[1];
  if (seconds !== undefined) return { kind: "throttled", seconds: Number(seconds) };
  return code === "CredentialsSignin" ? { kind: "refused" } : { kind: "unavailable" };
}
