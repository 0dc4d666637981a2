import { readProfileImage } from "@portcullis/api/account/profile-image";
import { PresenceFeeds } from "@portcullis/api/device/presence-feeds";
import { type ApiContext, createApiContext } from "@portcullis/api/kernel/context";
import { Streams } from "@portcullis/api/kernel/streams/streams";
import type { AppRouter } from "@portcullis/api/router";
import { type AuthConfig, readSessionCookie, writeSessionCookie } from "@portcullis/auth/cookies";
import { deriveKey } from "@portcullis/auth/derive-key";
import { authOptions } from "@portcullis/auth/next-auth-options";
import type { PrincipalReader } from "@portcullis/auth/principal-reader";
import { readPrincipal, readPrincipalAnd } from "@portcullis/auth/read-principal";
import { readDevicePrincipal, readGatewayPrincipal } from "@portcullis/auth/read-token-principal";
import type { Database } from "@portcullis/db/client";
import type { Listener } from "@portcullis/db/listen";
import { describeError } from "@portcullis/runtime/describe-error";
import type { Mailer } from "@portcullis/runtime/mail/mailer";
import type { Logger } from "pino";
import { Counter } from "prom-client";
import type { KnownCallers } from "./http/caller.ts";
import type { ConsoleRuntime, RequestInfo } from "./runtime.ts";

const sessionsRefused = new Counter({
  name: "portcullis_sessions_refused_total",
  help: "Requests and streams refused because their session is revoked or expired, or its user has lost access.",
});

export interface RuntimeParts {
  readonly router: AppRouter;
  readonly db: Database;
  /** For streams alone. */
  readonly streamsDb: Database;
  readonly listener: Listener;
  readonly mailer: Mailer;
  readonly logger: Logger;
  readonly secret: string;
  readonly publicUrl: URL;
  /** Told whose tenant each session and token turned out to be. */
  readonly callers: KnownCallers;
}

/** The key that next-auth works with: derived, so that the cookie's secret is not the cursors'. */
export function authSecret(secret: string): string {
  return deriveKey(secret, "session cookie").toString("base64url");
}

export function createRuntime(parts: RuntimeParts): ConsoleRuntime {
  const { router, db, streamsDb, listener, mailer, logger, secret, publicUrl, callers } = parts;
  const auth: AuthConfig = { secret: authSecret(secret), publicUrl };
  const cursorKey = deriveKey(secret, "list cursor");
  const factorKey = deriveKey(secret, "second factor");
  const log = (error: unknown, requestId?: string) =>
    logger.error({ requestId, error: describeError(error) }, "failed");
  const presence = new PresenceFeeds(streamsDb, log);
  const streams = new Streams(streamsDb);

  const readSession: PrincipalReader["read"] = (session, from) => readPrincipal(db, session, from);
  const authenticate = async ({ cookie, from }: RequestInfo, read = readSession) => {
    const session = await readSessionCookie(cookie, auth);
    if (!session) return undefined;
    const principal = await read(session, from);
    if (!principal) sessionsRefused.inc();
    callers.learn({ cookie }, principal?.tenantId);
    return principal;
  };
  const learned = async <Principal extends { readonly tenantId: string }>(
    authorization: string | undefined,
    reading: Promise<Principal | undefined>,
  ) => {
    const principal = await reading;
    callers.learn({ authorization }, principal?.tenantId);
    return principal;
  };
  const createContext = async ({ requestId, traceParent, from, setCookie, readOne, ...request }: RequestInfo) => {
    let alongside: ApiContext["alongside"];
    const readBoth: typeof readSession = async (session, of) => {
      const both = readOne && (await readPrincipalAnd(db, session, of, readOne));
      alongside = both?.found;
      return both?.principal;
    };
    const ctx = await createApiContext({
      db,
      listener,
      presence,
      streams,
      mailer,
      publicUrl,
      cursorKey,
      factorKey,
      requestId,
      traceParent,
      from,
      log: (error) => log(error, requestId),
      authenticate: () => authenticate({ ...request, requestId, from }, readOne ? readBoth : readSession),
      authenticateGateway: () => learned(request.authorization, readGatewayPrincipal(db, request.authorization)),
      again: {
        authenticate: () =>
          authenticate({ ...request, requestId, from }, (session, of) => streams.principals.read(session, of)),
        authenticateGateway: () =>
          learned(request.authorization, readGatewayPrincipal(streamsDb, request.authorization)),
      },
      authenticateDevice: () => learned(request.authorization, readDevicePrincipal(db, request.authorization)),
      async handSession(session) {
        if (!setCookie) throw new Error("A page cannot set a cookie while it is rendered.");
        setCookie(await writeSessionCookie(session, auth));
      },
    });
    return { ...ctx, alongside };
  };

  const readImage: ConsoleRuntime["readImage"] = async (request, of) => {
    const principal = await authenticate(request);
    return principal && readProfileImage(db, principal, of);
  };

  return {
    router,
    authOptions: authOptions({ ...auth, factorKey, db, log }),
    publicUrl,
    createContext,
    readImage,
    log,
  };
}
