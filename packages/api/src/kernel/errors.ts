import { getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { errorDetailsOf } from "./error-details.ts";
import { type ApiErrorData, ApiFailure, isApiFailure } from "./failure.ts";

/** Where a failure is told of: the id that the client gets too, and the log. */
export interface FailureSink {
  readonly requestId: string;
  log(error: unknown): void;
}

/**
 * Converts any error into the tRPC error that the API returns, whose cause carries what the client may see; an error that is
 * already converted is returned unchanged. Server faults are logged here, once, with their real cause.
 */
export function translateError(error: unknown, sink: FailureSink): TRPCError {
  const thrown = getTRPCErrorFromUnknown(error);
  if (isApiFailure(thrown.cause)) return thrown;
  const details = errorDetailsOf(thrown);
  if (details.code === "INTERNAL_SERVER_ERROR" || details.code === "SERVICE_UNAVAILABLE")
    sink.log(thrown.cause ?? thrown);
  return new TRPCError({
    code: details.code,
    message: details.message,
    cause: new ApiFailure(details, sink.requestId),
  });
}

/** What the client is told of a translated error; server components read it from what a caller throws. */
export function errorData(error: TRPCError): { message: string; data: ApiErrorData } {
  const failure = isApiFailure(error.cause) ? error.cause : new ApiFailure(errorDetailsOf(error), null);
  const { message, ...details } = failure.details;
  const httpStatus = getHTTPStatusCodeFromError(new TRPCError({ code: details.code }));
  return { message, data: { ...details, httpStatus, requestId: failure.requestId } };
}
