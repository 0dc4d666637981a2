import type { IncomingMessage, ServerResponse } from "node:http";
import { wireHeader, wireParameter, wireVersion } from "@portcullis/domain/wire";
import { type Refusal, refusalBody, refuse } from "./refusal.ts";
import { isStreamPath } from "./request-metrics.ts";

const outdated: Refusal = {
  httpStatus: 412,
  code: "PRECONDITION_FAILED",
  reason: "wire_outdated",
  message:
    "This console is of another version than the page, agent or program that calls it. Reload the page; use the agent and programs of the console's version.",
};

/**
 * Refuses a request that speaks another version of the wire; answers whether it did. One that says none is of version 1, which
 * reads errors in superjson's envelope, and those of a stream as its one event.
 */
export function refuseOtherWire(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname, requestId }: { readonly pathname: string; readonly requestId: string },
): boolean {
  const wire = wireOf(request);
  if (wire === wireVersion) return false;
  if (wire !== null) refuse(response, outdated, requestId);
  else if (isStreamPath(pathname)) {
    response.writeHead(200, { "content-type": "text/event-stream", connection: "close" });
    response.end(`event: serialized-error\ndata: ${inEnvelope(requestId)}\n\n`);
  } else {
    response.writeHead(outdated.httpStatus, { "content-type": "application/json", connection: "close" });
    response.end(`{"error":${inEnvelope(requestId)}}`);
  }
  return true;
}

const inEnvelope = (requestId: string) => JSON.stringify({ json: refusalBody(outdated, requestId) });

function wireOf({ headers, url = "" }: IncomingMessage): string | null {
  const sent = headers[wireHeader];
  if (typeof sent === "string") return sent;
  return new URLSearchParams(url.split("?", 2)[1]).get(wireParameter);
}
