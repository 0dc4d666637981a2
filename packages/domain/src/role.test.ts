import { expect, it } from "vitest";
import { permissions } from "./permission.ts";
import { createRole, updateRole } from "./role.ts";

const id = "018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f";

it("takes each permission once, in the order of the design", () => {
  const role = createRole.parse({ name: " Field staff ", permissions: ["role:read", "user:read", "role:read"] });
  expect(role).toEqual({ name: "Field staff", permissions: ["user:read", "role:read"] });
  expect(createRole.parse({ name: "All", permissions: permissions.toReversed() }).permissions).toEqual(permissions);
});

it("takes a role without any permission, and an empty description as none", () => {
  expect(createRole.parse({ name: "Badge", description: "", permissions: [] })).toEqual({
    name: "Badge",
    description: null,
    permissions: [],
  });
});

it.each([
  ["name", { name: "", permissions: [] }],
  ["name", { name: "x".repeat(101), permissions: [] }],
  ["name", { name: "a\u202Eb", permissions: [] }],
  ["description", { name: "a", description: "x".repeat(301), permissions: [] }],
  ["permissions", { name: "a" }],
  ["permissions", { name: "a", permissions: ["user:*"] }],
  ["permissions", { name: "a", permissions: ["owner"] }],
])("refuses a wrong %s", (field, input) => {
  expect(createRole.safeParse(input).error?.issues[0]?.path[0]).toBe(field);
});

it("changes only what is named", () => {
  expect(updateRole.parse({ id, description: null })).toEqual({ id, description: null });
});
