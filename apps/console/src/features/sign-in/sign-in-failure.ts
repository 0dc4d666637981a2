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
