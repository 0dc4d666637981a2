import { tenantId } from "@portcullis/domain/ids";
import { parseCookie, type SetCookie, stringifySetCookie } from "cookie";
import { sessionMaxAge } from "./insert-session.ts";
import { openToken, sealToken } from "./seal-token.ts";
import type { SessionToken } from "./session-token.ts";

/** What cookies depend on; the same for whoever writes and whoever reads them. */
export interface AuthConfig {
  /** Encrypts and authenticates the session cookie. */
  readonly secret: string;
  /** Where browsers find the console; https makes every cookie secure. */
  readonly publicUrl: URL;
}

/**
 * Our cookies. Behind https their names begin with `__Host-`: browsers then take them from this host only, over https
 * only, whatever a neighbouring subdomain tries to plant (RFC 6265bis §4.1.3.2).
 */
export function authCookies(publicUrl: URL) {
  const secure = publicUrl.protocol === "https:";
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } satisfies Partial<SetCookie>;
  const cookie = (name: string) => ({ name: `${secure ? "__Host-" : ""}portcullis.${name}`, options });
  return { sessionToken: cookie("session"), csrfToken: cookie("csrf"), callbackUrl: cookie("callback-url") };
}

export const sessionCookieName = (publicUrl: URL): string => authCookies(publicUrl).sessionToken.name;

/** Whether next-auth can read this as a place to come back to. It answers any other with a 500, and a line in the log. */
export function isCallbackUrl(wish: string, origin: string): boolean {
  const base = wish.startsWith("/") ? origin : undefined;
  return URL.canParse(wish, base) && /^https?:$/.test(new URL(wish, base).protocol);
}

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
  const known = opened.get(sealed);
  if (known?.secret === config.secret && Date.now() < known.endsAt) return known.session;
  try {
    const claims = await openToken({ token: sealed, secret: config.secret });
    const session = claims ? sessionTokenOf(claims) : undefined;
    const expires = claims?.["exp"];
    if (session && typeof expires === "number") {
      keepOpened(sealed, { secret: config.secret, session, endsAt: expires * 1_000 });
    }
    return session;
  } catch {
    return undefined;
  }
}

interface Opened {
  readonly secret: string;
  readonly session: SessionToken;
  /** By the clock, in milliseconds. */
  readonly endsAt: number;
}

/** Session cookies as they were sealed, with what is in them: to open one costs more than the rest of an empty call. */
const opened = new Map<string, Opened>();
/** Those that were opened first go first, and are opened again. */
const openedMax = 5_000;

function keepOpened(sealed: string, what: Opened): void {
  opened.set(sealed, what);
  const [oldest] = opened.keys();
  if (opened.size > openedMax && oldest !== undefined) opened.delete(oldest);
}

/** Ours, out of what an authenticated cookie says. */
export function sessionTokenOf(claims: Record<string, unknown>): SessionToken | undefined {
  if (typeof claims?.["tenantId"] !== "string" || typeof claims["token"] !== "string") return undefined;
  return { tenantId: tenantId(claims["tenantId"]), token: claims["token"] };
}

/**
 * The `Set-Cookie` header that hands a browser this session, as next-auth writes it at sign-in. What is sealed here is far
 * below the 4096 bytes at which next-auth would cut a cookie in chunks.
 */
export async function writeSessionCookie(session: SessionToken, config: AuthConfig): Promise<string> {
  const { name, options } = authCookies(config.publicUrl).sessionToken;
  const sealed = await sealToken({ token: { ...session }, secret: config.secret, maxAge: sessionMaxAge });
  return stringifySetCookie({ name, value: sealed, maxAge: sessionMaxAge, ...options });
}
