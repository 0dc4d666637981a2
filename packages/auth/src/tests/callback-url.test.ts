import { expect, it } from "vitest";
import { isCallbackUrl } from "../cookies.ts";

const origin = "https://console.test";

it.each(["/", "/users?status=active", "//evil.example", "/\\evil.example", "https://evil.example/", "http:x"])(
  "reads %j, wherever it leads",
  (wish) => expect(isCallbackUrl(wish, origin)).toBe(true),
);

it.each(["", "users", "018f3c1e-7b2a-7c3d", "http://[", "https://", "javascript:alert(1)", "%", "\0", "//["])(
  "cannot read %j",
  (wish) => expect(isCallbackUrl(wish, origin)).toBe(false),
);
