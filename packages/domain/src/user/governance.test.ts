import { expect, it } from "vitest";
import { type Permission, permissions, type SystemRole, systemRoles } from "../permission.ts";
import {
  type AuthorizationSubject,
  assertNotRefused,
  ceilingRefusal,
  credentialsRefusal,
  grantRefusal,
  holdingRefusal,
  lifecycleRefusal,
  permissionRefusal,
  switchOffRefusal,
} from "./governance.ts";

const somebody = (id: string, held: readonly Permission[], isOwner = false): AuthorizationSubject => ({
  id,
  isOwner,
  permissions: held,
});
const holder = (role: SystemRole, id: string = role) => somebody(id, systemRoles[role].permissions);
const owner = somebody("owner", permissions, true);

/** [who acts, on whom, refused over their devices and sessions, refused over their lifecycle] */
const table: [string, AuthorizationSubject, AuthorizationSubject, string | undefined, string | undefined][] = [
  ["the owner on an administrator", owner, holder("ADMIN"), undefined, undefined],
  ["the owner on themselves", owner, owner, undefined, "owner_protected"],
  ["an administrator on the owner", holder("ADMIN"), owner, "owner_protected", "owner_protected"],
  ["an administrator on another", holder("ADMIN", "a"), holder("ADMIN", "b"), undefined, undefined],
  ["an administrator on themselves", holder("ADMIN"), holder("ADMIN"), undefined, "self_protected"],
  ["an administrator on a member", holder("ADMIN"), holder("BASIC"), undefined, undefined],
  ["support on the owner", holder("SUPPORT"), owner, "owner_protected", "owner_protected"],
  ["support on an administrator", holder("SUPPORT"), holder("ADMIN"), "privilege_ceiling", "privilege_ceiling"],
  ["support on an auditor", holder("SUPPORT"), holder("AUDITOR"), "privilege_ceiling", "privilege_ceiling"],
  ["support on support", holder("SUPPORT", "a"), holder("SUPPORT", "b"), undefined, undefined],
  ["support on a member", holder("SUPPORT"), holder("BASIC"), undefined, undefined],
  ["a member on themselves", holder("BASIC"), holder("BASIC"), undefined, "self_protected"],
  ["a member on support", holder("BASIC"), holder("SUPPORT"), "privilege_ceiling", "privilege_ceiling"],
];

it.each(table)("judges %s", (_, actor, target, ceiling, lifecycle) => {
  expect(ceilingRefusal(actor, target)?.reason).toBe(ceiling);
  expect(lifecycleRefusal(actor, target)?.reason).toBe(lifecycle);
});

it.each(permissions)("refuses whoever lacks nothing but %s, and names it", (missing) => {
  const actor = somebody(
    "actor",
    permissions.filter((permission) => permission !== missing),
  );
  const refusal = lifecycleRefusal(actor, somebody("target", [missing]));
  expect(refusal).toMatchObject({ reason: "privilege_ceiling", message: expect.stringContaining(missing) });
});

it("says what to do instead", () => {
  expect(lifecycleRefusal(holder("ADMIN"), owner)?.message).toContain("Transfer ownership first");
  expect(lifecycleRefusal(holder("ADMIN"), holder("ADMIN"))?.message).toContain("Ask another administrator");
  expect(ceilingRefusal(holder("SUPPORT"), holder("ADMIN"))?.message).toContain("Ask somebody who has it");
  expect(ceilingRefusal(holder("ADMIN"), owner)?.message).toContain("Ask the owner");
});

it("lets a device of the owner be switched off by others, and of nobody else above them", () => {
  expect(switchOffRefusal(holder("SUPPORT"), owner)).toBeUndefined();
  expect(switchOffRefusal(holder("SUPPORT"), holder("ADMIN"))?.reason).toBe("privilege_ceiling");
});

it("throws a refusal as FORBIDDEN, and nothing where there is none", () => {
  expect(() => assertNotRefused(undefined)).not.toThrow();
  expect(() => assertNotRefused({ reason: "self_protected", message: "No." })).toThrow(
    expect.objectContaining({ code: "FORBIDDEN", reason: "self_protected", message: "No." }),
  );
});

it("names the first permission that is missing, as what it throws does", () => {
  const reader = { permissions: ["user:read"] as const };
  expect(permissionRefusal(reader, ["user:read"])).toBeUndefined();
  expect(() => assertNotRefused(permissionRefusal(reader, ["user:read", "user:write", "role:assign"]))).toThrow(
    expect.objectContaining({ code: "FORBIDDEN", reason: "permission_missing", permission: "user:write" }),
  );
});

it("lets nobody grant what they do not hold, but the owner", () => {
  const admin = { isOwner: false, permissions: ["user:read", "role:assign"] as const };
  expect(grantRefusal(admin, ["user:read"])).toBeUndefined();
  expect(grantRefusal(admin, ["user:read", "audit:read"])).toMatchObject({
    reason: "privilege_ceiling",
    message: expect.stringContaining("audit:read") as string,
  });
  expect(grantRefusal({ isOwner: true, permissions: [] }, ["audit:read"])).toBeUndefined();
});

it("lets everybody change what they hold themselves, and nobody what the owner holds", () => {
  expect(holdingRefusal(holder("SUPPORT"), holder("SUPPORT"))).toBeUndefined();
  expect(holdingRefusal(holder("ADMIN"), holder("SUPPORT"))).toBeUndefined();
  expect(holdingRefusal(holder("SUPPORT"), holder("ADMIN"))?.reason).toBe("privilege_ceiling");
  for (const actor of [owner, holder("ADMIN")]) expect(holdingRefusal(actor, owner)?.reason).toBe("owner_protected");
});

it("names what carries too much", () => {
  const nobody = { isOwner: false, permissions: [] };
  expect(grantRefusal(nobody, ["audit:read"], "Auditor")?.message).toMatch(
    /^Auditor includes the permission audit:read,/,
  );
});

it("lets nobody set how the owner signs in, nor how they do themselves, nor anybody above them", () => {
  const admin = holder("ADMIN");
  expect(credentialsRefusal(admin, owner)?.reason).toBe("owner_protected");
  expect(credentialsRefusal(owner, owner)?.reason).toBe("self_protected");
  expect(credentialsRefusal(admin, admin)?.reason).toBe("self_protected");
  expect(credentialsRefusal(holder("SUPPORT"), admin)?.reason).toBe("privilege_ceiling");
  expect(credentialsRefusal(owner, admin)).toBeUndefined();
  expect(credentialsRefusal(admin, holder("ADMIN", "another"))).toBeUndefined();
});
