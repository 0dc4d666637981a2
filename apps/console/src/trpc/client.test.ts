import type { ApiErrorData } from "@portcullis/api/types";
import { TRPCClientError } from "@trpc/client";
import { expect, it } from "vitest";
import { describeApiError } from "./client.ts";

/** A call that the API refused. */
const refused = (message: string, data: Partial<ApiErrorData>) =>
  new TRPCClientError(message, { result: { error: { message, code: -32603, data } } });

it("shows a refusal by its reason, with the permission that it names", () => {
  const error = refused("Not to be read.", { reason: "permission_missing", permission: "user:read" });
  expect(describeApiError(error)).toMatchObject({
    message: "This needs the permission user:read.",
    data: { permission: "user:read" },
  });
});

it("takes the API's sentence where that says more of the case", () => {
  const inUse = "This role is assigned to 3 people. Revoke it there first.";
  expect(describeApiError(refused(inUse, { reason: "role_in_use" })).message).toBe(inUse);
  const owner = "Only the owner may do this.";
  expect(describeApiError(refused(owner, { reason: "permission_missing" })).message).toBe(owner);
});

it("says that nothing answered where no API did", () => {
  expect(describeApiError(new Error("Failed to fetch"))).toEqual({
    message: "The console could not be reached.",
    data: {},
  });
});
