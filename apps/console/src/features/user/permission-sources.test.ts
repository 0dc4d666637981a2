import type { UserDetail } from "@portcullis/domain/user/user";
import { expect, it } from "vitest";
import { sourcesOf } from "./permission-sources.ts";

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
