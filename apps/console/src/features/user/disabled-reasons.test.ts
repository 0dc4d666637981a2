import { permissions } from "@portcullis/domain/permission";
import type { RoleItem } from "@portcullis/domain/role";
import { describe, expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { whyNotChange, whyNotChangeRole, whyNotDeleteRole, whyNotLifecycle, whyNotMove } from "./disabled-reasons.ts";

const t = translator();

const owner = { id: "1", isOwner: true, permissions };
const support = { id: "2", isOwner: false, permissions: ["user:read", "user:write", "user:deactivate"] as const };
const member = { id: "3", isOwner: false, permissions: [] };

describe("why a person's buttons are refused", () => {
  it("says nothing where the action is allowed", () => {
    expect(whyNotLifecycle(t, owner, support, "user:deactivate")).toBeUndefined();
    expect(whyNotLifecycle(t, support, member, "user:deactivate")).toBeUndefined();
    expect(whyNotChange(t, support, member, "user:write")).toBeUndefined();
  });

  it("names the missing permission first", () => {
    expect(whyNotLifecycle(t, member, owner, "user:delete")).toBe("This needs the permission user:delete.");
    expect(whyNotChange(t, member, support, "user:write")).toBe("This needs the permission user:write.");
  });

  it("protects the owner, oneself and who stands higher", () => {
    expect(whyNotLifecycle(t, owner, owner, "user:delete")).toContain("owner");
    expect(whyNotLifecycle(t, support, support, "user:deactivate")).toContain("yourself");
    expect(whyNotLifecycle(t, support, { ...member, permissions: ["audit:read"] }, "user:deactivate")).toContain(
      "audit:read",
    );
  });

  it("lets people change their own profile", () => {
    expect(whyNotChange(t, support, support, "user:write")).toBeUndefined();
  });
});

const auditors = { roles: [{ name: "Auditor", permissions: ["audit:read" as const] }] };

it("lets whoever may write groups move people where nothing is carried", () => {
  expect(whyNotMove(t, { isOwner: false, permissions: ["group:write"] }, { roles: [] })).toBeUndefined();
  expect(whyNotMove(t, { isOwner: false, permissions: [] }, { roles: [] })).toContain("group:write");
});

it("asks for role:assign, and for every permission, where roles are carried", () => {
  const may = (...held: ("group:write" | "role:assign" | "audit:read")[]) =>
    whyNotMove(t, { isOwner: false, permissions: held }, auditors);
  expect(may("group:write")).toContain("role:assign");
  expect(may("group:write", "role:assign")).toContain("audit:read");
  expect(may("group:write", "role:assign", "audit:read")).toBeUndefined();
});

it("leaves a role whose permissions it does not know to the API", () => {
  const me = { isOwner: false, permissions: ["group:write", "role:assign"] as const };
  expect(whyNotMove(t, me, { roles: [{ name: "Auditor" }] })).toBeUndefined();
});

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
  expect(whyNotChangeRole(t, admin, own)).toBeUndefined();
  expect(whyNotDeleteRole(t, admin, own)).toBeUndefined();
});

it("says why a system role stays as it is, whoever asks", () => {
  expect(whyNotChangeRole(t, { ...admin, isOwner: true }, { ...own, system: "ADMIN" })).toContain(
    "System roles cannot be changed",
  );
});

it("names the permission that is missing, to change roles at all or for what this one carries", () => {
  expect(whyNotChangeRole(t, { ...admin, permissions: ["role:read"] }, own)).toContain("role:write");
  expect(whyNotChangeRole(t, { ...admin, permissions: ["role:write"] }, own)).toContain("audit:read");
});

it("says who holds a role that cannot be deleted", () => {
  const held = { ...own, holders: { users: 9, direct: 2, groups: 1 } };
  expect(whyNotDeleteRole(t, admin, held)).toBe(
    "This role is assigned to 2 people and 1 group. Revoke it there first.",
  );
  expect(whyNotChangeRole(t, admin, held)).toBeUndefined();
});
