import { expect, it } from "vitest";
import { id, tenantId } from "./ids.ts";

const v7 = "018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f";

it("accepts a UUID, and brands a tenant's", () => {
  expect(id.parse(v7)).toBe(v7);
  expect(tenantId(v7)).toBe(v7);
});

it.each([
  ["nothing", ""],
  ["a number", 1],
  ["an array", [v7]],
  ["a short one", v7.slice(1)],
  ["a long one", `${v7}0`],
  ["one without hyphens", v7.replaceAll("-", "")],
  ["one in braces", `{${v7}}`],
  ["one with a line feed", `${v7}\n`],
  ["one with more behind it", `${v7}' or '1'='1`],
  ["letters beyond f", v7.replace("f", "g")],
])("refuses %s before it reaches a query", (_, value) => {
  expect(id.safeParse(value).success).toBe(false);
  expect(() => tenantId(value as string)).toThrow("Not a valid id.");
});
