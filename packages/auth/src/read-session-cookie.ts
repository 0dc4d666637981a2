import { hkdfSync } from "node:crypto";
import { tenantId } from "@portcullis/domain/ids";
import { jwtDecrypt } from "jose";
import type { AuthConfig } from "./auth-config.ts";
import { sessionCookieName } from "./cookies.ts";
import type { SessionToken } from "./session-token.ts";

/**
 * The session that a `Cookie` header names, or undefined for none, a forged, a damaged or an expired one. The one way of
 * reading it, for the API and for pages: whether the session lives is for `readPrincipal` to say.
 */
export async function readSessionCookie(
  header: string | null | undefined,
  config: AuthConfig,
): Promise<SessionToken | undefined> {
  const sealed = joinChunks(parseCookies(header ?? ""), sessionCookieName(config.publicUrl));
  if (sealed === "") return undefined;
  try {
    const { payload } = await jwtDecrypt(sealed, keyOf(config.secret), { clockTolerance: clockToleranceSeconds });
    return sessionTokenOf(payload);
  } catch {
    return undefined;
  }
}

/** As next-auth's `decode` has it. */
const clockToleranceSeconds = 15;

const keys = new Map<string, Uint8Array>();

/**
 * The key under which next-auth seals its cookies, once for each secret: its own `decode` derives it anew for every request, in
 * another thread, which costs more than all the rest of an empty call.
 */
function keyOf(secret: string): Uint8Array {
  const key =
    keys.get(secret) ?? new Uint8Array(hkdfSync("sha256", secret, "", "NextAuth.js Generated Encryption Key", 32));
  keys.set(secret, key);
  return key;
}

/** Ours, out of what an authenticated cookie says. */
export function sessionTokenOf(claims: Record<string, unknown>): SessionToken | undefined {
  if (typeof claims?.["tenantId"] !== "string" || typeof claims["token"] !== "string") return undefined;
  return { tenantId: tenantId(claims["tenantId"]), token: claims["token"] };
}

/** The first of a name wins: browsers send the more specific one first. */
function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim());
  }
  return cookies;
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
