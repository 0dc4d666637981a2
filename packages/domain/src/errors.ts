import type { Permission } from "./permission.ts";
import type { BrakeCount } from "./user/brake.ts";

/** What went wrong, in the terms of the API; each becomes one tRPC code and one HTTP status. */
export type ErrorCode =
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "BAD_REQUEST"
  | "TOO_MANY_REQUESTS"
  | "SERVICE_UNAVAILABLE";

/** Stable, machine-readable causes. Clients may switch on them; the sentence beside them may change. */
export const errorReasons = [
  "session_ended",
  "permission_missing",
  "privilege_ceiling",
  "owner_protected",
  "self_protected",
  "not_found",
  "user_transition_refused",
  "user_not_active",
  "stale_write",
  "device_switched_off",
  "device_handed_over",
  "device_key_changed",
  "device_limit_reached",
  "device_key_taken",
  "device_key_of_gateway",
  "device_address_exhausted",
  "device_address_taken",
  "email_taken",
  "slug_taken",
  "already_confirmed",
  "cascade_not_failed",
  "brake",
  "bulk_not_open",
  "bulk_empty",
  "user_not_deactivated",
  "mail_off",
  "role_name_taken",
  "role_in_use",
  "role_is_system",
  "group_name_taken",
  "invitation_void",
  "invitation_not_open",
  "link_void",
  "offer_void",
  "password_wrong",
  "password_refused",
  "code_wrong",
  "passkey_refused",
  "factor_exists",
  "factor_required",
  "second_factor_required",
  "second_factor_resting",
  "confirmation_required",
  "image_refused",
  "gateway_name_taken",
  "gateway_simulated",
  "tenant_held",
  "token_refused",
  "trail_broken",
  "trail_removed",
  "trail_unsealed",
  "demo_in_use",
  "cursor_invalid",
  "input_invalid",
  "too_many_attempts",
  "too_soon",
  "busy",
  "database_unavailable",
  "outcome_unknown",
] as const;
export type ErrorReason = (typeof errorReasons)[number];

/** A refusal that the caller may read: stable reason, a human sentence, and the offending field where there is one. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  readonly reason: ErrorReason;
  readonly field: string | undefined;
  /** The one that the caller lacks, on `permission_missing`. */
  readonly permission: Permission | undefined;
  /** Seconds to wait, on TOO_MANY_REQUESTS and on a database that is busy. */
  readonly retryAfter: number | undefined;
  /** On `brake`. */
  readonly brake: BrakeCount | undefined;

  constructor(
    code: ErrorCode,
    reason: ErrorReason,
    message: string,
    more: { field?: string; permission?: Permission; retryAfter?: number; brake?: BrakeCount; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.code = code;
    this.reason = reason;
    this.field = more.field;
    this.permission = more.permission;
    this.retryAfter = more.retryAfter;
    this.brake = more.brake;
  }
}

export const unauthorized = () => new DomainError("UNAUTHORIZED", "session_ended", "Sign in to continue.");

/** For the agent of a gateway whose token is nobody's any more. */
export const tokenRefused = () =>
  new DomainError(
    "UNAUTHORIZED",
    "token_refused",
    "This token is not valid: it was rotated, or its gateway was removed. Use the gateway's current token.",
  );

/** For a device whose token is nobody's any more, or whose user or itself is switched off. */
export const deviceTokenRefused = () =>
  new DomainError(
    "UNAUTHORIZED",
    "token_refused",
    "This token is not valid: it was replaced or revoked, or the device or its user was deactivated or removed.",
  );

export const forbidden = (reason: ErrorReason, message: string) => new DomainError("FORBIDDEN", reason, message);

export const permissionMissing = (permission: Permission) =>
  new DomainError("FORBIDDEN", "permission_missing", `This needs the permission ${permission}.`, { permission });

/** The same words for unknown, foreign and deleting: the caller learns nothing from the difference. */
export const notFound = (what: string, field?: string) =>
  new DomainError("NOT_FOUND", "not_found", `No such ${what}.`, field === undefined ? {} : { field });

export const conflict = (reason: ErrorReason, message: string, field?: string) =>
  new DomainError("CONFLICT", reason, message, field === undefined ? {} : { field });

export const badRequest = (reason: ErrorReason, message: string, field?: string) =>
  new DomainError("BAD_REQUEST", reason, message, field === undefined ? {} : { field });

/** Why a change was refused that somebody may not make. Each leaves an event, folded per person and minute. */
export const recordedRefusals = [
  "permission_missing",
  "privilege_ceiling",
  "owner_protected",
  "self_protected",
] as const;
export type RecordedRefusal = (typeof recordedRefusals)[number];

export const isRecordedRefusal = (reason: string): reason is RecordedRefusal =>
  (recordedRefusals as readonly string[]).includes(reason);
