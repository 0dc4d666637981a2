import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppRouter } from "@portcullis/api/router";
import { clientInfoOf } from "@portcullis/auth/client-info";
import type { ReadOne } from "@portcullis/auth/read-principal";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { ConsoleRuntime } from "../runtime.ts";
import { answerCall, plainCallOf } from "./answer-call.ts";
import { refuseOtherWire } from "./other-wire.ts";
import { retryAfter } from "./retry-after.ts";
import { apiBodyLimit, hasBody } from "./unsafe-request.ts";

export const trpcPrefix = "/api/trpc/";

/** Calls in one request: what a page needs at once, and no way to queue work by the thousand. */
const maxBatchSize = 10;

const jsonType = { "content-type": "application/json" };

/** Answers `/api/trpc/<procedure>` with tRPC's own adapter: three times what a route handler of Next answers. */
export async function answerTrpc(
  runtime: Pick<ConsoleRuntime, "router" | "createContext">,
  exchange: { request: IncomingMessage; response: ServerResponse; pathname: string; requestId: string },
): Promise<void> {
  const { request, response, pathname, requestId } = exchange;
  response.setHeader("cache-control", "no-store");
  if (refuseOtherWire(request, response, { pathname, requestId })) return;
  const createContext = (readOne?: ReadOne) =>
    runtime.createContext({
      readOne,
      cookie: request.headers.cookie,
      authorization: request.headers.authorization,
      requestId,
      traceParent: firstOf(request.headers["traceparent"]),
      from: clientInfoOf(request.headers),
      setCookie: (header) => response.appendHeader("set-cookie", header),
    });
  const path = pathname.slice(trpcPrefix.length);
  const type = plainCallOf(request, path);
  if (type) return answerCall(runtime.router, { request, response, path, type, createContext });
  // Nothing is no JSON: tRPC would refuse it.
  if (!hasBody(request.headers)) Object.assign(request, { body: "null" });
  await nodeHTTPRequestHandler<AppRouter, IncomingMessage, ServerResponse>({
    req: request,
    res: response,
    path,
    router: runtime.router,
    maxBodySize: apiBodyLimit,
    maxBatchSize,
    // tRPC leaves it out where it refuses a request before any call of it.
    responseMeta: ({ eagerGeneration, errors }) => ({
      headers: { ...(!eagerGeneration && jsonType), ...retryAfter(errors) },
    }),
    createContext: () => createContext(),
  });
}

/** Calls that a request holds, by its address alone. */
export function callsIn(url: string): number {
  if (!url.startsWith(trpcPrefix)) return 1;
  const [path = "", query = ""] = url.split("?", 2);
  return query.includes("batch=") ? path.split(/,|%2c/i).length : 1;
}

const firstOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);
