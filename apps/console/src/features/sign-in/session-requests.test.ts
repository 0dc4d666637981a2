import { describe, expect, it } from "vitest";
import { signInFailure } from "./session-requests.ts";

describe("signInFailure", () => {
  it.each([
    ["CredentialsSignin", { kind: "refused" }],
    ["throttled:42", { kind: "throttled", seconds: 42 }],
    ["factor_resting:900", { kind: "factor_resting", seconds: 900 }],
    ["second_factor", { kind: "second_factor" }],
    ["tenant_held", { kind: "tenant_held" }],
    ["unavailable", { kind: "unavailable" }],
    ["throttled:soon", { kind: "unavailable" }],
    ["", { kind: "unavailable" }],
  ])("reads %j", (code, failure) => {
    expect(signInFailure(code)).toEqual(failure);
  });
});
