import type { ErrorReason } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import type { BrakeCount } from "@portcullis/domain/user/brake";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";

/** Reasons that only the transport knows. */
export const transportReasons = [
  "internal",
  "procedure_unknown",
  "request_malformed",
  "cross_origin",
  "payload_too_large",
  "unsupported_media_type",
  "request_cancelled",
  "too_many_calls",
  "wire_outdated",
] as const;

/** The domain's reasons, and the transport's. */
export type ApiErrorReason = ErrorReason | (typeof transportReasons)[number];

/** What a refused call carries as `error.data`: stable code and reason, never anything of the inside. */
export interface ApiErrorData {
  readonly code: TRPC_ERROR_CODE_KEY;
  readonly httpStatus: number;
  readonly reason: ApiErrorReason;
  /** The input's offending field, as a path: `ids.3`. */
  readonly field?: string;
  /** The one that the caller lacks, on `permission_missing`. */
  readonly permission?: Permission;
  /** Seconds to wait, on TOO_MANY_REQUESTS and on a database that is busy. */
  readonly retryAfter?: number;
  /** On `brake`: whom it counts. */
  readonly brake?: BrakeCount;
  /** Finds the line in the log. */
  readonly requestId: string | null;
}

/** What may be said of a failure, before code and status of the transport are added. */
export interface ErrorDetails {
  readonly code: TRPC_ERROR_CODE_KEY;
  readonly reason: ApiErrorReason;
  /** A sentence for people. */
  readonly message: string;
  readonly field?: string;
  readonly permission?: Permission;
  readonly retryAfter?: number;
  readonly brake?: BrakeCount;
}

/** The cause of every translated tRPC error: it has been looked at, and logged where that was due. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly details: ErrorDetails;
  readonly requestId: string | null;

  constructor(details: ErrorDetails, requestId: string | null) {
    super(details.message);
    this.details = details;
    this.requestId = requestId;
  }
}

/** By name, not by class: bundles hold copies of their own. */
export function isApiFailure(error: unknown): error is ApiFailure {
  return error instanceof Error && error.name === "ApiFailure" && "details" in error;
}
