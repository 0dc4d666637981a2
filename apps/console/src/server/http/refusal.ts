import type { ServerResponse } from "node:http";
import type { ApiErrorData } from "@portcullis/api/types";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";

/** What is answered before tRPC or Next have seen a request. */
export interface Refusal extends Pick<ApiErrorData, "code" | "reason" | "httpStatus"> {
  /** A sentence for people. */
  readonly message: string;
}

/**
 * In the form in which the API's client reads errors (superjson). The rest of the body is not read, so the connection ends
 * with the answer.
 */
export function refuse(response: ServerResponse, refusal: Refusal, requestId: string): void {
  const { message, ...facts } = refusal;
  const data: ApiErrorData = { ...facts, requestId };
  const body = { error: { json: { message, code: TRPC_ERROR_CODES_BY_KEY[facts.code], data } } };
  response.writeHead(facts.httpStatus, {
    "content-type": "application/json",
    "cache-control": "no-store",
    connection: "close",
  });
  response.end(JSON.stringify(body));
}
