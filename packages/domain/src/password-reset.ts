import { z } from "zod";
import { id, linkToken } from "./ids.ts";
import { mailOutcome } from "./mail.ts";
import { newPassword } from "./password.ts";
import { email, slug } from "./text.ts";
import { timestamp } from "./timestamp.ts";
import { type AuthorizationSubject, credentialsRefusal, permissionRefusal, type Refusal } from "./user/governance.ts";

/** Minutes that a link lives that somebody asked for themselves (OWASP Forgot Password Cheat Sheet: a short time). */
export const requestedResetMinutes = 60;
/** Hours that a link lives that an administrator made: they may have to hand it on. */
export const madeResetHours = 24;

/** As in the sign-in form. Whether there is such a tenant or person is told by mail only. */
export const requestPasswordReset = z.strictObject({
  tenant: z.string().trim().toLowerCase().pipe(slug),
  email,
});
export type RequestPasswordReset = z.infer<typeof requestPasswordReset>;

/** The same answer for everybody. */
export const requestedPasswordReset = z.strictObject({ accepted: z.literal(true) });

export const inspectPasswordReset = z.strictObject({ token: linkToken });
export type InspectPasswordReset = z.infer<typeof inspectPasswordReset>;

/** Whose password a link sets: what a password manager files it under. */
export const openPasswordReset = z.strictObject({
  tenant: z.strictObject({ slug: z.string(), name: z.string() }),
  email: z.string(),
  expiresAt: timestamp,
});
export type OpenPasswordReset = z.infer<typeof openPasswordReset>;

export const completePasswordReset = z.strictObject({ token: linkToken, password: newPassword });
export type CompletePasswordReset = z.infer<typeof completePasswordReset>;

/** Where to sign in with the new password. */
export const completedPasswordReset = z.strictObject({
  tenant: z.strictObject({ slug: z.string(), name: z.string() }),
  email: z.string(),
});
export type CompletedPasswordReset = z.infer<typeof completedPasswordReset>;

export const makePasswordReset = z.strictObject({ id });
export type MakePasswordReset = z.infer<typeof makePasswordReset>;

/** Shown once, to the administrator who made it. */
export const madePasswordReset = z.strictObject({ link: z.url(), mail: mailOutcome, expiresAt: timestamp });
export type MadePasswordReset = z.infer<typeof madePasswordReset>;

/**
 * Whether one person may set another's password by a link. Asked when the link is made, and again when it is used, of both as
 * they are then.
 */
export function resetLinkRefusal(maker: AuthorizationSubject, target: AuthorizationSubject): Refusal | undefined {
  return permissionRefusal(maker, ["user:write"]) ?? credentialsRefusal(maker, target);
}
