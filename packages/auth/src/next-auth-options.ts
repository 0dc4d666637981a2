import type { Database } from "@portcullis/db/client";
import { DomainError } from "@portcullis/domain/errors";
import type { AuthOptions, User } from "next-auth";
import type { AuthConfig } from "./auth-config.ts";
import { clientFactsOf, type RequestHeaders } from "./client-facts.ts";
import { authCookies } from "./cookies.ts";
import { sessionMaxAge } from "./open-session.ts";
import { readSessionCookie, sessionTokenOf } from "./read-session-cookie.ts";
import { sameOriginTarget } from "./same-origin.ts";
import type { SessionToken } from "./session-token.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

export interface AuthParts extends AuthConfig {
  readonly db: Database;
  /** Told of what is nobody's input. */
  log(error: unknown): void;
}

/** What `authorize` hands on: no name, no e-mail, no rights; they are read from the database each time. */
type SessionUser = User & SessionToken;

/** The fields of the sign-in form. */
const fields = {
  tenant: { label: "Organisation", type: "text" },
  email: { label: "E-mail", type: "email" },
  password: { label: "Password", type: "password" },
} as const;

/**
 * next-auth as we use it: one provider, and a cookie that carries a tenant's id and an opaque token. What the sign-in form
 * is answered: nothing but "no", or the errors `throttled:<seconds>` and `unavailable`.
 */
export function authOptions(parts: AuthParts): AuthOptions {
  return {
    secret: parts.secret,
    useSecureCookies: parts.publicUrl.protocol === "https:",
    cookies: authCookies(parts.publicUrl),
    session: { strategy: "jwt", maxAge: sessionMaxAge },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/" },
    providers: [
      {
        id: "credentials",
        name: "Credentials",
        type: "credentials",
        credentials: fields,
        authorize: (submitted, request) => authorize(parts, submitted, request.headers ?? {}),
      },
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => sameOriginTarget(url, baseUrl),
      jwt: ({ token, user }) => {
        const session = sessionTokenOf({ ...(user ?? token) });
        if (!session) throw new Error("A session cookie without a session.");
        return { tenantId: session.tenantId, token: session.token };
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        const session = sessionTokenOf(token);
        if (session) await signOut(parts.db, session);
      },
    },
    logger: {
      error(code, metadata) {
        const cause = metadata instanceof Error ? metadata : metadata.error;
        if (!isDamagedCookie(cause)) parts.log(new Error(`next-auth: ${code}`, { cause }));
      },
      warn: () => {},
      debug: () => {},
    },
  };
}

/** By the names that jose gives its errors: what a browser sends is nobody's failure but its own. */
function isDamagedCookie(error: unknown): boolean {
  return error instanceof Error && /^J(OSE|W[ET])/.test(error.name);
}

async function authorize(
  parts: AuthParts,
  submitted: Readonly<Record<string, unknown>> | undefined,
  headers: RequestHeaders,
): Promise<SessionUser | null> {
  const { tenant, email, password } = submitted ?? {};
  if (typeof tenant !== "string" || typeof email !== "string" || typeof password !== "string") return null;
  try {
    const opened = await signIn(parts.db, { tenant, email, password, ...clientFactsOf(headers) });
    if (!opened) return null;
    await endFormerSession(parts, headers);
    return { id: opened.userId, tenantId: opened.tenantId, token: opened.token };
  } catch (error) {
    if (error instanceof DomainError && error.reason === "too_many_attempts") {
      throw new Error(`throttled:${error.retryAfter}`, { cause: error });
    }
    if (!(error instanceof DomainError)) parts.log(error);
    throw new Error("unavailable", { cause: error });
  }
}

/** The browser forgets the cookie that it came with: nobody could end that session from here any more. */
async function endFormerSession(parts: AuthParts, headers: RequestHeaders): Promise<void> {
  const former = await readSessionCookie(headers["cookie"], parts);
  if (former) await signOut(parts.db, former);
}
