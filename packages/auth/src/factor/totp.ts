import { Secret, TOTP } from "otpauth";

/** What every authenticator app understands, and the defaults of RFC 6238 and of the key URI format. */
const form = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** RFC 4226 §4, R6: 160 bits are recommended. */
const secretBytes = 20;

/** Steps before and after the present one that are taken too, for clocks that differ (RFC 6238 §5.2 recommends one). */
const window = 1;

const sixDigits = /^[0-9]{6}$/;

const secretOf = (bytes: Uint8Array) => new Secret({ buffer: Uint8Array.from(bytes).buffer });

export const newTotpSecret = (): Uint8Array => new Secret({ size: secretBytes }).bytes;

/** For typing into an app, in base32, and as the address in a QR code. */
export function totpInvitation(secret: Uint8Array, account: { readonly issuer: string; readonly label: string }) {
  const totp = new TOTP({ ...form, ...account, secret: secretOf(secret) });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The time step that a code is of, or undefined for a wrong code. Whether that step is consumed is for the database to say. */
export function stepOfCode(secret: Uint8Array, code: string, timestamp = Date.now()): number | undefined {
  // The library counts letters and compares bytes: it throws for six letters that are more bytes.
  if (!sixDigits.test(code)) return undefined;
  const delta = TOTP.validate({ ...form, secret: secretOf(secret), token: code, timestamp, window });
  return delta === null ? undefined : TOTP.counter({ period: form.period, timestamp }) + delta;
}
