import { z } from "zod";
import { passkeyAssertion, passkeyItem } from "./passkey.ts";
import { text } from "./text.ts";
import { timestamp } from "./timestamp.ts";

/** How somebody gets in, and how lately they proved who they are. */
export const accountSecurity = z.strictObject({
  hasPassword: z.boolean(),
  /** The authenticator app; null without one. */
  totp: z
    .strictObject({
      confirmedAt: timestamp,
      /** After too many wrong codes in a row no code of the app counts until then; null where it does not rest. */
      restsUntil: timestamp.nullable(),
    })
    .nullable(),
  passkeys: z.array(passkeyItem),
  recoveryCodesLeft: z.int(),
  /** The tenant asks this person for a second factor: the last one cannot be removed. */
  required: z.boolean(),
  /** Until when what is delicate is done without asking again; past, where it has to be asked. */
  confirmedUntil: timestamp,
});
export type AccountSecurity = z.infer<typeof accountSecurity>;

/** A code of an authenticator app, or a recovery code, in any grouping. */
export const factorCode = text(40);

/** A password that is only compared: whatever was once chosen. Longer ones are nobody's. */
const presentedPassword = z
  .string()
  .min(1, "May not be empty.")
  .max(1024, "Use at most 1024 characters.")
  .refine((value) => value.isWellFormed() && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(value), {
    error: "Contains characters that are not allowed in a password.",
  });

/** A proof of who one is. Where several are sent, the strongest counts: passkey, code, password. */
export const confirmIdentity = z
  .strictObject({
    password: presentedPassword.optional(),
    code: factorCode.optional(),
    assertion: passkeyAssertion.optional(),
  })
  .refine((proof) => Object.values(proof).some((one) => one !== undefined), {
    error: "Send a passkey response, a code or a password.",
  });
export type ConfirmIdentity = z.infer<typeof confirmIdentity>;

export const confirmedIdentity = z.strictObject({ confirmedUntil: timestamp });
export type ConfirmedIdentity = z.infer<typeof confirmedIdentity>;

/** For an authenticator app: the secret to type, and the address that a QR code shows. */
export const totpSetup = z.strictObject({ secret: z.string(), uri: z.string() });
export type TotpSetup = z.infer<typeof totpSetup>;

export const confirmTotp = z.strictObject({ code: factorCode });
export type ConfirmTotp = z.infer<typeof confirmTotp>;

/** `recoveryCodes` come with the first factor, this once; null where there are some already. */
export const addedFactor = z.strictObject({ recoveryCodes: z.array(z.string()).nullable() });
export type AddedFactor = z.infer<typeof addedFactor>;

export const newRecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
export type NewRecoveryCodes = z.infer<typeof newRecoveryCodes>;
