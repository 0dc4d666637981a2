import { permissions } from "@portcullis/domain/permission";
import type { RoleItem } from "@portcullis/domain/role";
import { expect, it } from "vitest";
import { whyNotChangeRole, whyNotDeleteRole } from "./role-refusal.ts";

const nobody = { users: 0, direct: 0, groups: 0 };
const own: RoleItem = {
  id: "r",
  name: "Field staff",
  description: null,
  system: null,
  permissions: ["audit:read"],
  holders: nobody,
};
const admin = { id: "me", isOwner: false, permissions };

it("refuses nothing to an administrator whose own role nobody holds", () => {
  expect(whyNotChangeRole(admin, own)).toBeUndefined();
  expect(whyNotDeleteRole(admin, own)).toBeUndefined();
});

it("says why a system role stays as it is, whoever asks", () => {
  expect(whyNotChangeRole({ ...admin, isOwner: true }, { ...own, system: "ADMIN" })).toContain(
    "System roles cannot be changed",
  );
});

it("names the permission that is missing, to change roles at all or for what this one carries", () => {
  expect(whyNotChangeRole({ ...admin, permissions: ["role:read"] }, own)).toContain("role:write");
  expect(whyNotChangeRole({ ...admin, permissions: ["role:write"] }, own)).toContain("audit:read");
});

it("says who holds a role that cannot be deleted", () => {
  const held = { ...own, holders: { users: 9, direct: 2, groups: 1 } };
  expect(whyNotDeleteRole(admin, held)).toBe("This role is assigned to 2 people and 1 group. Revoke it there first.");
  expect(whyNotChangeRole(admin, held)).toBeUndefined();
});
