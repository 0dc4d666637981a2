import { TOTP } from "otpauth";

/** The code that an app with this secret (base32) shows, so many steps of thirty seconds from now. */
export const stepCode = (secret: string, steps = 0): string =>
  TOTP.generate({ secret: new TOTP({ secret }).secret, timestamp: Date.now() + steps * 30_000 });
