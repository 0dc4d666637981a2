import { getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { factsOf } from "./facts.ts";
import { type ApiErrorData, ApiFailure, isApiFailure } from "./failure.ts";

/** Where a failure is told of: the id that the client gets too, and the log. */
export interface FailureSink {
  readonly requestId: string;
  log(error: unknown): void;
}

/**
 * The one place where errors become the API's: whatever went wrong, as a tRPC error whose cause says what may be said.
 * What is nobody's input is logged here, once, with its true cause. Translating twice changes nothing.
 */
export function translateError(error: unknown, sink: FailureSink): TRPCError {
  const thrown = getTRPCErrorFromUnknown(error);
  if (isApiFailure(thrown.cause)) return thrown;
  const facts = factsOf(thrown);
  if (facts.code === "INTERNAL_SERVER_ERROR" || facts.code === "SERVICE_UNAVAILABLE") sink.log(thrown.cause ?? thrown);
  return new TRPCError({
    code: facts.code,
    message: facts.message,
    cause: new ApiFailure(facts, sink.requestId),
  });
}

/** What the client is told of a translated error; server components read it from what a caller throws. */
export function errorData(error: TRPCError): { message: string; data: ApiErrorData } {
  const failure = isApiFailure(error.cause) ? error.cause : new ApiFailure(factsOf(error), null);
  const { message, ...facts } = failure.facts;
  const httpStatus = getHTTPStatusCodeFromError(new TRPCError({ code: facts.code }));
  return { message, data: { ...facts, httpStatus, requestId: failure.requestId } };
}
