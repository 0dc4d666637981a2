import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiErrorData } from "@portcullis/api/types";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";

/** What is answered before tRPC or Next have seen a request. */
export interface Refusal extends Pick<ApiErrorData, "code" | "reason" | "httpStatus" | "retryAfter"> {
  /** A sentence for people. */
  readonly message: string;
}

/** For whoever has more calls under way than a session, a tenant or an address may. */
export const tooManyCalls: Refusal = {
  httpStatus: 429,
  code: "TOO_MANY_REQUESTS",
  reason: "too_many_calls",
  retryAfter: 1,
  message: "Too many calls are in progress. Wait a second, then try again with fewer at once.",
};

/** In the form in which the API's client reads errors. */
export function refusalBody({ message, ...details }: Refusal, requestId: string) {
  const data: ApiErrorData = { ...details, requestId };
  return { message, code: TRPC_ERROR_CODES_BY_KEY[details.code], data };
}

/** Whether the body is known to be no longer than so many bytes. */
export const isBodyWithin = ({ headers }: IncomingMessage, bytes: number): boolean =>
  headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) <= bytes;

/** The rest of the body is not read, so the connection ends with the answer unless it is known to be short. */
export function refuse(response: ServerResponse, refusal: Refusal, requestId: string, keepsOpen = false): void {
  const body = JSON.stringify({ error: refusalBody(refusal, requestId) });
  if (refusal.retryAfter !== undefined) response.setHeader("retry-after", refusal.retryAfter);
  if (!keepsOpen) response.setHeader("connection", "close");
  response.writeHead(refusal.httpStatus, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(body);
}
