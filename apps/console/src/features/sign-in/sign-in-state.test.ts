import { describe, expect, it } from "vitest";
import { returnPath } from "./sign-in-state.ts";

const origin = "https://gate.example";

describe("returnPath", () => {
  it.each([
    ["/users?status=active#top", "/users?status=active#top"],
    ["https://gate.example/users/1", "/users/1"],
    ["users", "/users"],
  ])("follows %s", (wanted, path) => {
    expect(returnPath(wanted, origin)).toBe(path);
  });

  it.each([
    null,
    "",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "https://evil.example/users",
    "https://gate.example@evil.example/",
    "https://user:secret@gate.example/",
    "http://gate.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/.//evil.example",
    "/sign-in?callbackUrl=/users",
    "/api/auth/signout",
  ])("does not follow %j", (wanted) => {
    expect(returnPath(wanted, origin)).toBe("/");
  });
});
