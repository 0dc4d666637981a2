import { stringifySetCookie } from "cookie";
import type { AuthConfig } from "./auth-config.ts";
import { authCookies } from "./cookies.ts";
import { sessionMaxAge } from "./insert-session.ts";
import { sealToken } from "./seal-token.ts";
import type { SessionToken } from "./session-token.ts";

/**
 * The `Set-Cookie` header that hands a browser this session, as next-auth writes it at sign-in. What is sealed here is far
 * below the 4096 bytes at which next-auth would cut a cookie in chunks.
 */
export async function writeSessionCookie(session: SessionToken, config: AuthConfig): Promise<string> {
  const { name, options } = authCookies(config.publicUrl).sessionToken;
  const sealed = await sealToken({ token: { ...session }, secret: config.secret, maxAge: sessionMaxAge });
  return stringifySetCookie({ name, value: sealed, maxAge: sessionMaxAge, ...options });
}
