import type { RoleItem } from "@portcullis/domain/role";
import { expect, it } from "vitest";
import { inOrder } from "./role-order.ts";

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
