import { tenantId } from "@portcullis/domain/ids";
import type { AuthConfig } from "./auth-config.ts";
import { sessionCookieName } from "./cookies.ts";
import { parseCookies } from "./parse-cookies.ts";
import { openToken } from "./seal-token.ts";
import type { SessionToken } from "./session-token.ts";

/**
 * The session that a `Cookie` header names, or undefined for none, a forged, a damaged or an expired one. The one way of
 * reading it, for the API and for pages: whether the session lives is for `readPrincipal` to say.
 */
export async function readSessionCookie(
  header: string | null | undefined,
  config: AuthConfig,
): Promise<SessionToken | undefined> {
  const sealed = joinChunks(parseCookies(header), sessionCookieName(config.publicUrl));
  try {
    const claims = await openToken({ token: sealed, secret: config.secret });
    return claims ? sessionTokenOf(claims) : undefined;
  } catch {
    return undefined;
  }
}

/** Ours, out of what an authenticated cookie says. */
export function sessionTokenOf(claims: Record<string, unknown>): SessionToken | undefined {
  if (typeof claims?.["tenantId"] !== "string" || typeof claims["token"] !== "string") return undefined;
  return { tenantId: tenantId(claims["tenantId"]), token: claims["token"] };
}

function joinChunks(cookies: Map<string, string>, name: string): string {
  const whole = cookies.get(name);
  if (whole !== undefined) return whole;
  let joined = "";
  for (let index = 0; ; index++) {
    const chunk = cookies.get(`${name}.${index}`);
    if (chunk === undefined) return joined;
    joined += chunk;
  }
}
