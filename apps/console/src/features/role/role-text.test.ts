import { permissionRegistry, permissions } from "@portcullis/domain/permission";
import type { RoleItem } from "@portcullis/domain/role";
import type { UserDetail } from "@portcullis/domain/user/user";
import { expect, it } from "vitest";
import { messages, translator } from "#i18n/translator.ts";
import { holdersText, inOrder, permissionAreas, permissionLabels, sourcesOf } from "./role-text.ts";

const t = translator();

it("shows every permission once, in words of its own, under a noun", () => {
  expect(permissionAreas(t).flatMap((area) => area.permissions)).toEqual(permissions);
  expect(new Set(Object.values(permissionLabels(t))).size).toBe(permissions.length);
  for (const { name } of permissionAreas(t)) expect(name).toMatch(/^[A-Z]/);
  expect(Object.keys(messages.role.can)).toEqual(permissions);
  expect(Object.keys(messages.role.area)).toEqual([
    ...new Set(permissions.map((id) => permissionRegistry[id].category)),
  ]);
});

it.each([
  [{ direct: 0, groups: 0 }, undefined],
  [{ direct: 1, groups: 0 }, "1 person"],
  [{ direct: 0, groups: 2 }, "2 groups"],
  [{ direct: 1200, groups: 1 }, "1,200 people and 1 group"],
])("says of %o who holds the role", (holders, words) => expect(holdersText(t, holders)).toBe(words));

const role = (name: string, more: Partial<RoleItem> = {}): RoleItem => ({
  id: name,
  name,
  description: null,
  system: null,
  permissions: [],
  holders: { users: 0, direct: 0, groups: 0 },
  ...more,
});

it("shows the system roles first, the most powerful before the others, then the tenant's own by name", () => {
  const roles = [
    role("zebra"),
    role("Member", { system: "BASIC" }),
    role("Ant", { permissions: ["user:read", "audit:read", "role:read"] }),
    role("Administrator", { system: "ADMIN", permissions: ["user:read", "role:write"] }),
    role("Auditor", { system: "AUDITOR", permissions: ["user:read"] }),
  ];
  expect(inOrder(roles).map(({ name }) => name)).toEqual(["Administrator", "Auditor", "Member", "Ant", "zebra"]);
});

const roles: UserDetail["roles"] = [
  { id: "1", name: "Auditor", description: null, permissions: ["audit:read"], origins: [{ kind: "direct" }] },
  {
    id: "2",
    name: "Support",
    description: null,
    permissions: ["user:read", "audit:read"],
    origins: [{ kind: "direct" }, { kind: "group", id: "g", name: "Field staff" }],
  },
];

it("names every role and group that a permission comes from", () => {
  expect(sourcesOf({ roles }, "audit:read")).toEqual([
    { roleId: "1", role: "Auditor", group: null },
    { roleId: "2", role: "Support", group: null },
    { roleId: "2", role: "Support", group: "Field staff" },
  ]);
  expect(sourcesOf({ roles }, "user:delete")).toEqual([]);
});
