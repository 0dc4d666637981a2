import { expect, it } from "vitest";
import { permission, permissionRegistry, permissions, systemRoleKinds, systemRoles } from "./permission.ts";

it.each(permissions)("lists %s under the noun it begins with, and grants it to administrators", (id) => {
  expect(id).toMatch(/^[a-z]+:[a-z]+$/);
  expect(permissionRegistry[id].category).toBe(id.split(":")[0]);
  expect(permissionRegistry[id].systemRoles).toContain("ADMIN");
});

it("lets administrators do everything, and members nothing to others", () => {
  expect(systemRoles.ADMIN.permissions).toEqual(permissions);
  expect(systemRoles.BASIC.permissions).toEqual([]);
});

it("lets the auditor see everything and change nothing", () => {
  expect(systemRoles.AUDITOR.permissions).toEqual(permissions.filter((id) => id.endsWith(":read")));
});

it("lets support look after people and devices, and neither delete them nor give rights", () => {
  const withheld = permissions.filter((id) => !systemRoles.SUPPORT.permissions.includes(id));
  expect(withheld).toEqual(
    expect.arrayContaining(["user:delete", "role:write", "role:assign", "group:write", "audit:read", "tenant:write"]),
  );
});

it("has four system roles, none of which is the owner", () => {
  expect(systemRoleKinds.toSorted()).toEqual(["ADMIN", "AUDITOR", "BASIC", "SUPPORT"]);
});

it.each(["", "*", "user:*", "user:READ", "owner", "user:read ", "user"])("knows no permission %j", (value) =>
  expect(permission.safeParse(value).success).toBe(false),
);
