export type SignInFailure =
  | { kind: "refused" }
  | { kind: "unavailable" }
  | { kind: "throttled"; seconds: number }
  /** Everything was right, and nobody but the owner is let in. */
  | { kind: "tenant_held" }
  /** The password was right; something besides it is asked for. */
  | { kind: "second_factor" };

/** Reads what the credentials provider answers: `CredentialsSignin`, `second_factor`, `tenant_held`, `throttled:<seconds>` or `unavailable`. */
export function signInFailure(code: string): SignInFailure {
  if (code === "unavailable" || code === "second_factor" || code === "tenant_held") return { kind: code };
  const seconds = /^throttled:(\d{1,6})$/.exec(code)?.[1];
  if (seconds !== undefined) return { kind: "throttled", seconds: Number(seconds) };
  return code === "CredentialsSignin" ? { kind: "refused" } : { kind: "unavailable" };
}
