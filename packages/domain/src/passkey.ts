import { z } from "zod";
import { id } from "./ids.ts";
import { text } from "./text.ts";
import { timestamp } from "./timestamp.ts";

/** Room for what authenticators send; an attestation with certificates is the longest. */
const base64url = (max: number) => z.base64url("Not a valid passkey response.").min(1).max(max);

const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
};

/** What `navigator.credentials.get` answers, as far as it is looked at (WebAuthn: AuthenticationResponseJSON). */
export const passkeyAssertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(8000),
    userHandle: base64url(100).optional(),
  }),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>;

/** What `navigator.credentials.create` answers, as far as it is looked at (WebAuthn: RegistrationResponseJSON). */
export const passkeyRegistration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(20_000),
    transports: z.array(text(50)).max(10).default([]),
  }),
});
export type PasskeyRegistration = z.infer<typeof passkeyRegistration>;

/** What people call the authenticator: "Work laptop". */
export const passkeyName = text(60);

export const passkeyItem = z.strictObject({
  id,
  name: z.string(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
});
export type PasskeyItem = z.infer<typeof passkeyItem>;

/** What the browser is to sign, and for whom. Handed to `navigator.credentials.get`. */
export const assertionOptions = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  userVerification: z.literal("required"),
  timeout: z.int(),
});
export type AssertionOptions = z.infer<typeof assertionOptions>;

const descriptor = z.strictObject({ id: z.string(), type: z.literal("public-key"), transports: z.array(z.string()) });

/** Handed to `navigator.credentials.create`. */
export const registrationOptions = z.strictObject({
  challenge: z.string(),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.strictObject({ type: z.literal("public-key"), alg: z.int() })),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.strictObject({
    residentKey: z.literal("required"),
    requireResidentKey: z.literal(true),
    userVerification: z.literal("required"),
  }),
  attestation: z.literal("none"),
  timeout: z.int(),
});
export type RegistrationOptions = z.infer<typeof registrationOptions>;

export const addPasskey = z.strictObject({ response: passkeyRegistration, name: passkeyName });
export type AddPasskey = z.infer<typeof addPasskey>;

export const renamePasskey = z.strictObject({ id, name: passkeyName });
export type RenamePasskey = z.infer<typeof renamePasskey>;

export const removePasskey = z.strictObject({ id });
export type RemovePasskey = z.infer<typeof removePasskey>;
