import { expect, it } from "vitest";
import {
  type Permission,
  permission,
  permissions,
  type SystemRole,
  systemRoleKinds,
  systemRoles,
} from "./permission.ts";

const read = (["user", "role", "group", "device", "session", "audit", "tenant", "gateway"] as const).map(
  (noun): Permission => `${noun}:read`,
);

/** The design's list, written out once more by hand. */
const all: Permission[] = [
  ...read,
  ...(["write", "invite", "deactivate", "delete"] as const).map((verb): Permission => `user:${verb}`),
  ...(["write", "assign"] as const).map((verb): Permission => `role:${verb}`),
  "group:write",
  "device:write",
  "device:deactivate",
  "session:revoke",
  "tenant:write",
  "gateway:write",
];

const roles: Record<SystemRole, Permission[]> = {
  ADMIN: all,
  SUPPORT: [
    "user:read",
    "user:write",
    "user:invite",
    "user:deactivate",
    "role:read",
    "group:read",
    "device:read",
    "device:write",
    "device:deactivate",
    "session:read",
    "session:revoke",
  ],
  AUDITOR: read,
  BASIC: [],
};

it("knows every permission of the design, each once", () => {
  expect(permissions.toSorted()).toEqual(all.toSorted());
  expect(new Set(permissions).size).toBe(permissions.length);
});

it.each(systemRoleKinds)("lets %s do what the design says, and nothing else", (kind) => {
  expect([...systemRoles[kind].permissions].toSorted()).toEqual(roles[kind].toSorted());
});

it("lets the auditor change nothing", () => {
  expect(systemRoles.AUDITOR.permissions.filter((held) => !held.endsWith(":read"))).toEqual([]);
});

it("has four system roles, none of which is the owner", () => {
  expect(systemRoleKinds.toSorted()).toEqual(["ADMIN", "AUDITOR", "BASIC", "SUPPORT"]);
});

it.each(["", "*", "user:*", "user:READ", "owner", "user:read ", "user"])("knows no permission %j", (value) =>
  expect(permission.safeParse(value).success).toBe(false),
);
