import { isDatabaseBusy, isDatabaseUnavailable } from "@portcullis/db/unavailable";
import { DomainError } from "@portcullis/domain/errors";
import type { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import type { ErrorDetails } from "./failure.ts";
import { inputErrorDetails } from "./input-error-details.ts";

const internal: ErrorDetails = {
  code: "INTERNAL_SERVER_ERROR",
  reason: "internal",
  message: "Something went wrong on our side.",
};

/** Seconds after which what others were in the way of is worth another try. */
const busyRetrySeconds = 1;

/** What tRPC itself refuses, before or beside any procedure; its own words may repeat what was sent. */
const transport: Partial<Record<TRPCError["code"], ErrorDetails>> = {
  PARSE_ERROR: { code: "BAD_REQUEST", reason: "request_malformed", message: "The request could not be read." },
  BAD_REQUEST: { code: "BAD_REQUEST", reason: "request_malformed", message: "The request could not be read." },
  NOT_FOUND: { code: "NOT_FOUND", reason: "procedure_unknown", message: "No such procedure." },
  METHOD_NOT_SUPPORTED: {
    code: "METHOD_NOT_SUPPORTED",
    reason: "request_malformed",
    message: "Send queries with GET and mutations with POST.",
  },
  PAYLOAD_TOO_LARGE: { code: "PAYLOAD_TOO_LARGE", reason: "payload_too_large", message: "The request is too large." },
  UNSUPPORTED_MEDIA_TYPE: {
    code: "UNSUPPORTED_MEDIA_TYPE",
    reason: "unsupported_media_type",
    message: "Send application/json.",
  },
  CLIENT_CLOSED_REQUEST: {
    code: "CLIENT_CLOSED_REQUEST",
    reason: "request_cancelled",
    message: "The request was cancelled.",
  },
};

/** What a client may be told of an error. Anything unknown is masked. */
export function errorDetailsOf(error: TRPCError): ErrorDetails {
  const { cause } = error;
  if (cause instanceof DomainError) return domainErrorDetails(cause);
  if (error.code === "BAD_REQUEST" && cause instanceof ZodError) return inputErrorDetails(cause);
  if (isDatabaseUnavailable(cause)) {
    return {
      code: "SERVICE_UNAVAILABLE",
      reason: "database_unavailable",
      message: "The database cannot be reached. Try again in a moment.",
    };
  }
  if (isDatabaseBusy(cause)) {
    return {
      code: "SERVICE_UNAVAILABLE",
      reason: "busy",
      message: "Another change to this is in progress. Try again in a moment.",
      retryAfter: busyRetrySeconds,
    };
  }
  return transport[error.code] ?? internal;
}

function domainErrorDetails(error: DomainError): ErrorDetails {
  return {
    code: error.code,
    reason: error.reason,
    message: error.message,
    ...(error.field !== undefined && { field: error.field }),
    ...(error.permission !== undefined && { permission: error.permission }),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
    ...(error.brake && { brake: error.brake }),
  };
}
