import type { Database } from "@portcullis/db/client";
import type { ClientInfo } from "@portcullis/domain/audit";
import { DomainError } from "@portcullis/domain/errors";
import type { AuthOptions, User } from "next-auth";
import { Counter } from "prom-client";
import { clientInfoOf, type RequestHeaders } from "./client-info.ts";
import { type AuthConfig, authCookies, readSessionCookie, sessionTokenOf } from "./cookies.ts";
import type { FactorConfig } from "./factor/factor-config.ts";
import { sessionMaxAge } from "./insert-session.ts";
import { signInWithPasskey } from "./passkey-sign-in.ts";
import { openToken, sealToken } from "./seal-token.ts";
import type { SessionToken } from "./session-token.ts";
import { type SignedIn, signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { readSubmitted, type Submitted } from "./submitted-sign-in.ts";

const outcomes = ["succeeded", "refused", "second_factor", "throttled", "unavailable"] as const;

const signIns = new Counter({
  name: "portcullis_sign_ins_total",
  help: "Sign-in attempts by outcome; second_factor: the password was correct and the second step is pending.",
  labelNames: ["outcome"] as const,
});
// From the start on, so that the first one of a kind is an increase too.
for (const outcome of outcomes) signIns.labels(outcome).inc(0);

export function countSignIn(outcome: (typeof outcomes)[number]): void {
  signIns.labels(outcome).inc();
}

/**
 * Where to go after signing in or out: the wished-for address where it lies on our own origin, else the origin itself.
 * The browser's own parser decides (`//host`, `/\host` and `https:host` all lead away), and what it made of it is returned.
 */
export function sameOriginTarget(wish: string, origin: string): string {
  const base = new URL(origin);
  const target = URL.canParse(wish, origin) ? new URL(wish, base) : base;
  const isOurs = target.origin === base.origin && target.username === "" && target.password === "";
  return isOurs ? target.href : base.href;
}

export interface AuthParts extends AuthConfig, FactorConfig {
  readonly db: Database;
  /** Told of what is nobody's input. */
  log(error: unknown): void;
}

/** What `authorize` hands on: no name, no e-mail, no rights; they are read from the database each time. */
type SessionUser = User & SessionToken;

/** The fields of the sign-in form: a password, then what the second step asks for; or a passkey's answer alone. */
const fields = {
  tenant: { label: "Organisation", type: "text" },
  email: { label: "E-mail", type: "email" },
  password: { label: "Password", type: "password" },
  code: { label: "Code", type: "text" },
  assertion: { label: "Passkey", type: "hidden" },
} as const;

/**
 * next-auth as we use it: one provider, and a cookie that carries a tenant's id and an opaque token. What the sign-in form
 * is answered: nothing but "no", or the errors `second_factor` (after the right password), `tenant_held` (after all that was
 * asked for), `throttled:<seconds>`, `factor_resting:<seconds>` (of the authenticator app alone) and `unavailable`.
 */
export function authOptions(parts: AuthParts): AuthOptions {
  return {
    secret: parts.secret,
    useSecureCookies: parts.publicUrl.protocol === "https:",
    cookies: authCookies(parts.publicUrl),
    session: { strategy: "jwt", maxAge: sessionMaxAge },
    jwt: { encode: sealToken, decode: openToken },
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
  const attempt = readSubmitted(submitted ?? {});
  if (!attempt) return refused();
  try {
    const opened = await open(parts, attempt, clientInfoOf(headers));
    if (!opened) return refused();
    countSignIn("succeeded");
    await endFormerSession(parts, headers);
    return { id: opened.userId, tenantId: opened.tenantId, token: opened.token };
  } catch (error) {
    if (error instanceof DomainError && error.reason === "too_many_attempts") {
      countSignIn("throttled");
      throw new Error(`throttled:${error.retryAfter}`, { cause: error });
    }
    if (error instanceof DomainError && error.reason === "second_factor_resting") {
      countSignIn("throttled");
      throw new Error(`factor_resting:${error.retryAfter}`, { cause: error });
    }
    if (error instanceof DomainError && error.reason === "second_factor_required") {
      countSignIn("second_factor");
      throw new Error("second_factor", { cause: error });
    }
    if (error instanceof DomainError && error.reason === "tenant_held") {
      countSignIn("refused");
      throw new Error("tenant_held", { cause: error });
    }
    if (!(error instanceof DomainError)) parts.log(error);
    countSignIn("unavailable");
    throw new Error("unavailable", { cause: error });
  }
}

function refused(): null {
  countSignIn("refused");
  return null;
}

function open(parts: AuthParts, attempt: Submitted, from: ClientInfo): Promise<SignedIn | undefined> {
  const { db, factorKey, publicUrl } = parts;
  const config = { factorKey, publicUrl };
  if (attempt.kind === "passkey") return signInWithPasskey(db, config, attempt.assertion, from);
  const { proof, ...typed } = attempt;
  return signIn(db, { ...typed, ...from }, proof && { config, proof });
}

/** The browser forgets the cookie that it came with: nobody could end that session from here any more. */
async function endFormerSession(parts: AuthParts, headers: RequestHeaders): Promise<void> {
  const former = await readSessionCookie(headers["cookie"], parts);
  if (former) await signOut(parts.db, former);
}
