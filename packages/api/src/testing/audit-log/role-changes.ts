import { randomUUID } from "node:crypto";
import { aRole } from "./a-role.ts";
import type { Changes } from "./change.ts";

export const roleChanges: Changes = {
  "role.create": (fixture) => {
    const role = {
      name: `Field staff ${randomUUID()}`,
      description: "On the road.",
      permissions: ["user:read"] as const,
    };
    return Promise.resolve({
      ask: () => fixture.admin.call.role.create({ ...role, permissions: [...role.permissions] }),
      action: "role.created",
      target: { kind: "role" },
      subjectId: null,
      details: { after: role },
    });
  },
  "role.delete": async (fixture) => {
    const { id, name } = await aRole(fixture);
    return {
      ask: () => fixture.admin.call.role.delete({ id }),
      action: "role.deleted",
      target: { kind: "role", id },
      subjectId: null,
      details: { before: { name, description: null, permissions: ["user:read"] } },
    };
  },
  "role.update": async (fixture) => {
    const { id, name } = await aRole(fixture);
    return {
      ask: () => fixture.admin.call.role.update({ id, name, description: "On the road.", permissions: ["audit:read"] }),
      action: "role.updated",
      target: { kind: "role", id },
      subjectId: null,
      changed: ["description", "permissions"],
      details: {
        before: { description: null, permissions: ["user:read"] },
        after: { description: "On the road.", permissions: ["audit:read"] },
      },
    };
  },
};
