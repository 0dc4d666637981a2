import { randomUUID } from "node:crypto";
import type { Changes } from "./change.ts";

export const groupChanges: Changes = {
  "group.addMembers": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const group = await world.aGroup({});
    return {
      ask: () => admin.group.addMembers({ id: group.id, userIds: [user.id] }),
      action: "user.groups_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["groups"],
      details: { before: { groups: [] }, after: { groups: [group.name] } },
    };
  },
  "group.create": async (world) => {
    const name = `Operations ${randomUUID()}`;
    return {
      ask: () => world.admin.call.group.create({ name, maxDevices: 3 }),
      action: "group.created",
      target: { kind: "group" },
      subjectId: null,
      details: { after: { name, description: null, maxDevices: 3, roles: [] } },
    };
  },
  "group.delete": async (world) => {
    const { id, name } = await world.aGroup({ maxDevices: 2 });
    return {
      ask: () => world.admin.call.group.delete({ id }),
      action: "group.deleted",
      target: { kind: "group", id },
      subjectId: null,
      details: { before: { name, description: null, maxDevices: 2, roles: [], members: 0 } },
    };
  },
  "group.removeMembers": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const group = await world.aGroup({ memberIds: [user.id] });
    return {
      ask: () => admin.group.removeMembers({ id: group.id, userIds: [user.id] }),
      action: "user.groups_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["groups"],
      details: { before: { groups: [group.name] }, after: { groups: [] } },
    };
  },
  "group.update": async (world) => {
    const { id, name } = await world.aGroup({});
    const roleId = (await world.admin.call.role.list({})).items[0]?.id ?? "";
    return {
      ask: () => world.admin.call.group.update({ id, name: `${name}, renamed`, roleIds: [roleId] }),
      action: "group.updated",
      target: { kind: "group", id },
      subjectId: null,
      changed: ["name", "roles"],
      details: { before: { name, roles: [] }, after: { name: `${name}, renamed`, roles: ["Administrator"] } },
    };
  },
};
