import { DomainError, forbidden, permissionMissing } from "@portcullis/domain/errors";
import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { errorData, translateError } from "./errors.ts";

function translated(cause: unknown, code: TRPCError["code"] = "INTERNAL_SERVER_ERROR") {
  const logged: unknown[] = [];
  const sink = { requestId: "r-1", log: (error: unknown) => logged.push(error) };
  const error = translateError(new TRPCError({ code, message: "select * from secrets", cause }), sink);
  return { ...errorData(error), logged, error, sink };
}

/** As the query builder throws it: statement and parameters in the message, the driver's error beneath. */
function queryFailure(code: string) {
  const inner = Object.assign(new Error("inner"), { code });
  return new Error("Failed query: select password_hash from credentials params: 42", { cause: inner });
}

describe("errors", () => {
  it("tells a domain error with code, reason and field, and does not log it", () => {
    const { data, message, logged } = translated(forbidden("owner_protected", "Transfer ownership first."));
    expect(data).toEqual({ code: "FORBIDDEN", httpStatus: 403, reason: "owner_protected", requestId: "r-1" });
    expect(message).toBe("Transfer ownership first.");
    expect(logged).toEqual([]);
  });

  it("names the missing permission beside the sentence", () => {
    const { data } = translated(permissionMissing("user:read"));
    expect(data).toMatchObject({ httpStatus: 403, reason: "permission_missing", permission: "user:read" });
  });

  it("tells how long to wait", () => {
    const { data } = translated(
      new DomainError("TOO_MANY_REQUESTS", "too_many_attempts", "Too many attempts.", { retryAfter: 30 }),
    );
    expect(data).toMatchObject({ httpStatus: 429, retryAfter: 30 });
  });

  it("masks what it does not know and logs it once, with its cause", () => {
    const cause = queryFailure("42P01");
    const { data, message, logged, error, sink } = translated(cause);
    translateError(error, sink);
    expect(data).toEqual({ code: "INTERNAL_SERVER_ERROR", httpStatus: 500, reason: "internal", requestId: "r-1" });
    expect(message).toBe("Something went wrong on our side.");
    expect(logged).toEqual([cause]);
    expect(error.cause?.message).toBe(message);
    expect(error.cause?.cause).toBeUndefined();
  });

  it.each(["ECONNREFUSED", "CONNECT_TIMEOUT", "CONNECTION_CLOSED", "CONNECTION_ENDED", "57P01", "53300", "08006"])(
    "says that the database is unavailable at %s",
    (code) => {
      expect(translated(queryFailure(code)).data).toMatchObject({ httpStatus: 503, reason: "database_unavailable" });
    },
  );

  it.each(["55P03", "57014", "40P01", "40001"])("says that somebody else is at work at %s", (code) => {
    expect(translated(queryFailure(code)).data).toMatchObject({ httpStatus: 503, reason: "busy", retryAfter: 1 });
  });

  it.each([
    ["PARSE_ERROR", 400, "request_malformed"],
    ["NOT_FOUND", 404, "procedure_unknown"],
    ["PAYLOAD_TOO_LARGE", 413, "payload_too_large"],
    ["UNSUPPORTED_MEDIA_TYPE", 415, "unsupported_media_type"],
    ["METHOD_NOT_SUPPORTED", 405, "request_malformed"],
  ] as const)("uses its own words for the transport's %s", (code, httpStatus, reason) => {
    const { data, message } = translated(undefined, code);
    expect(data).toMatchObject({ httpStatus, reason });
    expect(message).not.toContain("secrets");
  });
});
