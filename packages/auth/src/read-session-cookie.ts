import { tenantId } from "@portcullis/domain/ids";
import { parseCookie } from "cookie";
import type { AuthConfig } from "./auth-config.ts";
import { sessionCookieName } from "./cookies.ts";
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
  // As it was sent: a session with many spellings would count as many sessions.
  const cookies = parseCookie(header ?? "", { decode: (value) => value });
  const sealed = cookies[sessionCookieName(config.publicUrl)] ?? "";
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
