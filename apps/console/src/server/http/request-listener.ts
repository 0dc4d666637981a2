import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import { addressBlock } from "@portcullis/auth/address-block";
import { clientAddressHeader } from "@portcullis/auth/client-info";
import { answerProbe, type FailingParts, isProbe } from "@portcullis/runtime/probes";
import type { ConsoleEnv } from "../env.ts";
import { pathHeader, requestIdHeader } from "../internal-headers.ts";
import type { Pages } from "../pages.ts";
import type { ConsoleRuntime } from "../runtime.ts";
import { workerState } from "../worker-state.ts";
import { answerAuth, authPrefix } from "./auth-endpoint.ts";
import type { KnownCallers } from "./caller.ts";
import { clientAddress } from "./client-address.ts";
import { Gate } from "./gate.ts";
import { answerImage } from "./image-endpoint.ts";
import { leaveWhenAnswered } from "./leave-when-answered.ts";
import { isBodyWithin, type Refusal, refuse, tooManyCalls } from "./refusal.ts";
import { RefusedCalls } from "./refused-calls.ts";
import { isStreamPath, watchRequest } from "./request-metrics.ts";
import { apiPolicy, contentSecurityPolicy, setSecurityHeaders } from "./security-headers.ts";
import { answerTrpc, callsIn, trpcPrefix } from "./trpc-endpoint.ts";
import { apiBodyLimit, refusalOfUnsafe } from "./unsafe-request.ts";
import { noticeUntrustedProxy } from "./untrusted-proxy.ts";
import { type Exchange, withDatabaseTimeout } from "./with-database-timeout.ts";

export interface ListenerParts {
  readonly runtime: ConsoleRuntime;
  readonly env: Pick<ConsoleEnv, "publicUrl" | "trustedProxies" | "isDevelopment">;
  /** Everything that is neither the API nor sign-in nor health. */
  readonly pages: Pick<Pages, "answer">;
  /** Milliseconds in which a request is answered that waits for the database; five seconds where nobody says otherwise. */
  readonly deadlineMs?: number | undefined;
  /** What keeps it from serving; none: it is ready. */
  readonly failingParts: FailingParts;
  /** Whose requests these are, learned by the runtime from those that it authenticates. */
  readonly callers: KnownCallers;
}

/** Headers that steer Next from the inside, and those that only a proxy of ours could know: never taken from a client. */
const notFromClients = [
  "x-nonce",
  "content-security-policy",
  "content-security-policy-report-only",
  "x-middleware-subrequest",
  "x-middleware-rewrite",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "forwarded",
];

/**
 * Not `*`, a whole address (which is for proxies) or an encoding that stands for nothing: Next answers those with a 500. Nor one
 * that climbs, which no browser sends: what is behind the door would read another path than the door.
 */
function isPath(pathname: string): boolean {
  try {
    const path = decodeURIComponent(pathname);
    return path.startsWith("/") && !path.split("/").includes("..");
  } catch {
    return false;
  }
}

/** A name and perhaps a port, and nothing of an address besides (RFC 9110 §7.2): addresses are put together with it. */
function isHost(host: string | undefined): boolean {
  return host === undefined || (/^[\w.:[\]-]*$/.test(host) && URL.canParse(`http://${host || "localhost"}`));
}

/**
 * Bytes of a refused body that are read and dropped: whoever closes while a body is still being sent takes the answer with it (RFC 9112
 * §9.6).
 */
const skippedBodyMax = 4 * apiBodyLimit;

/** A page that Next keeps for its own failures, and answers with a 500 to whoever asks for it. */
const pageOfFailures = /^\/+(?:_|%5f)global-error/i;

const malformed = (message: string): Refusal => ({
  httpStatus: 400,
  code: "BAD_REQUEST",
  reason: "request_malformed",
  message,
});

/** The one door: who asks, whether it may be asked at all, and the headers of every answer. */
export function requestListener(parts: ListenerParts): RequestListener {
  const { runtime, env, callers } = parts;
  const { origin } = env.publicUrl;
  const isHttps = env.publicUrl.protocol === "https:";
  const noticeProxy = env.trustedProxies.length === 0 ? noticeUntrustedProxy((error) => runtime.log(error)) : undefined;

  const gate = new Gate();
  const refused = new RefusedCalls();

  /** Undefined where it was refused. Probes pass: a flood is no reason to take a console out. */
  const enter = ({ request, response, requestId, pathname }: Exchange): true | Promise<boolean> | undefined => {
    if (isProbe(pathname)) return true;
    const key = callers.keyOf({ cookie: request.headers.cookie, authorization: request.headers.authorization });
    const admission = gate.enter({
      key,
      tenantId: key === undefined ? undefined : callers.tenantOf(key),
      address: () => addressBlock(clientAddress(request, env.trustedProxies)),
      calls: callsIn(request.url ?? ""),
      opensStream: isStreamPath(pathname),
    });
    if (admission.turn) {
      leaveWhenAnswered({ request, response, isKnown: admission.isKnown }, admission.turn.leave);
      return admission.turn.granted;
    }
    refused.refuse({ request, response, requestId }, admission);
    return undefined;
  };

  const answer = async ({ request, response, requestId, pathname }: Exchange): Promise<void> => {
    const isApi = pathname.startsWith(trpcPrefix);
    const nonce = isApi ? undefined : randomBytes(16).toString("base64");
    const policy =
      nonce === undefined ? apiPolicy : contentSecurityPolicy(nonce, { isDevelopment: env.isDevelopment, isHttps });
    const address = clientAddress(request, env.trustedProxies);
    if (!pathname.startsWith("/health/")) noticeProxy?.(request);
    for (const name of notFromClients) delete request.headers[name];
    Object.assign(request.headers, {
      "content-security-policy": policy,
      "x-nonce": nonce,
      [clientAddressHeader]: address,
      [requestIdHeader]: requestId,
      [pathHeader]: request.url,
    });
    response.setHeader(requestIdHeader, requestId);
    setSecurityHeaders(response, policy, isHttps);

    if (!isHost(request.headers.host))
      return refuse(response, malformed("The Host header is not a valid host name."), requestId);
    if (!isPath(pathname)) return refuse(response, malformed("The request target must be a path."), requestId);
    if (await answerProbe(pathname, response, parts.failingParts, workerState)) return;
    const refusal = refusalOfUnsafe(request, pathname, { origin, isDevelopment: env.isDevelopment });
    if (refusal) return refuse(response, refusal, requestId, isBodyWithin(request, skippedBodyMax));
    if (isApi) return answerTrpc(runtime, { request, response, pathname, requestId });
    if (pathname.startsWith(authPrefix)) return answerAuth(runtime, { request, response, pathname });
    if (await answerImage(runtime, { request, response, pathname, requestId })) return;
    // Next names what may be kept (its hashed files); everything else may show what only the signed-in may see.
    if (!pathname.startsWith("/_next/")) response.setHeader("cache-control", "no-store");
    if (pageOfFailures.test(pathname)) request.url = "/_not-found";
    return parts.pages.answer(request, response);
  };

  const inTurn = async (exchange: Exchange, granted: true | Promise<boolean>): Promise<void> => {
    if (granted === true || (await granted)) return answer(exchange);
    // Whoever waits for a turn may go away meanwhile.
    if (!exchange.response.destroyed) refuse(exchange.response, tooManyCalls, exchange.requestId);
  };

  return (request, response) => {
    const requestId = randomUUID();
    const exchange = { request, response, requestId, pathname: pathOf(request) };
    const granted = enter(exchange);
    if (granted === undefined) return;
    watchRequest(exchange.pathname, response);
    withDatabaseTimeout(exchange, () => inTurn(exchange, granted), parts.deadlineMs).catch((error: unknown) => {
      runtime.log(error, requestId);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { "content-type": "text/plain" }).end(`Something went wrong. Request ${requestId}.`);
    });
  };
}

/** Without the query, as it was sent: percent-encoding is for whoever routes further. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}
