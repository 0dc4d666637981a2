import { randomUUID } from "node:crypto";
import type { Changes } from "./change.ts";

export const groupChanges: Changes = {
  "group.addMembers": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    const group = await fixture.aGroup({});
    return {
      ask: () => admin.group.addMembers({ id: group.id, userIds: [user.id] }),
      action: "user.groups_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["groups"],
      details: { before: { groups: [] }, after: { groups: [group.name] } },
    };
  },
  "group.create": async (fixture) => {
    const name = `Operations ${randomUUID()}`;
    return {
      ask: () => fixture.admin.call.group.create({ name, maxDevices: 3 }),
      action: "group.created",
      target: { kind: "group" },
      subjectId: null,
      details: { after: { name, description: null, maxDevices: 3, roles: [] } },
    };
  },
  "group.delete": async (fixture) => {
    const { id, name } = await fixture.aGroup({ maxDevices: 2 });
    return {
      ask: () => fixture.admin.call.group.delete({ id }),
      action: "group.deleted",
      target: { kind: "group", id },
      subjectId: null,
      details: { before: { name, description: null, maxDevices: 2, roles: [], members: 0 } },
    };
  },
  "group.removeMembers": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    const group = await fixture.aGroup({ memberIds: [user.id] });
    return {
      ask: () => admin.group.removeMembers({ id: group.id, userIds: [user.id] }),
      action: "user.groups_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["groups"],
      details: { before: { groups: [group.name] }, after: { groups: [] } },
    };
  },
  "group.update": async (fixture) => {
    const { id, name } = await fixture.aGroup({});
    const roleId = (await fixture.admin.call.role.list({})).items[0]?.id ?? "";
    return {
      ask: () => fixture.admin.call.group.update({ id, name: `${name}, renamed`, roleIds: [roleId] }),
      action: "group.updated",
      target: { kind: "group", id },
      subjectId: null,
      changed: ["name", "roles"],
      details: { before: { name, roles: [] }, after: { name: `${name}, renamed`, roles: ["Administrator"] } },
    };
  },
};
