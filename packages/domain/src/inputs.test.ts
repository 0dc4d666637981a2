import { expect, it } from "vitest";
import type { z } from "zod";
import { listAudit } from "./audit.ts";
import { cascadeById, listCascadeDevices, listCascades } from "./cascade.ts";
import { deviceById, listDevices, registerDevice, renameDevice, setDevicePlatform } from "./device/device.ts";
import { changeMembers, createGroup, groupById, listGroups, updateGroup } from "./group.ts";
import { createRole, listRoles, roleById, updateRole } from "./role.ts";
import { listSessions, revokeAllSessions, revokeSession } from "./session.ts";
import { offerOwnership, ownOffer, updateTenant } from "./tenant.ts";
import {
  deactivateUser,
  listUsers,
  lookupUsers,
  setUserGroups,
  setUserMaxDevices,
  setUserRoles,
  updateUser,
  userById,
  userImpactInput,
} from "./user/user.ts";

const id = "018f3c1e-7b2a-7c3d-8e4f-5a6b7c8d9e0f";
const publicKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

/** [the input of a procedure, something that it accepts] */
const inputs: [string, z.ZodType, object][] = [
  ["user.list", listUsers, { search: "ada", status: ["pending", "active", "inactive"], presence: "online" }],
  ["user.get", userById, { id }],
  ["user.impact", userImpactInput, { id, action: "delete" }],
  ["user.update", updateUser, { id, firstName: "Ada", ifUpdatedAt: "1970-01-01T00:00:00.000Z" }],
  ["user.lookup", lookupUsers, { emails: ["ada@people.test"] }],
  ["user.setGroups", setUserGroups, { id, groupIds: [] }],
  ["user.setMaxDevices", setUserMaxDevices, { id, maxDevices: null }],
  ["user.deactivate", deactivateUser, { id, reason: "left" }],
  ["device.list", listDevices, { search: "lap", userId: id, platform: ["linux"], status: ["online"] }],
  ["device.get", deviceById, { id }],
  ["device.setPlatform", setDevicePlatform, { id, platform: "macos" }],
  ["device.register", registerDevice, { name: "laptop", platform: "linux", publicKey, userId: id }],
  ["device.rename", renameDevice, { id, name: "phone" }],
  ["session.list", listSessions, { userId: id, limit: 10 }],
  ["session.revoke", revokeSession, { id }],
  ["session.revokeAll", revokeAllSessions, {}],
  ["cascade.get", cascadeById, { id }],
  ["cascade.list", listCascades, { userId: id, status: ["running", "failed"] }],
  ["cascade.devices", listCascadeDevices, { id, cursor: "x" }],
  ["audit.list", listAudit, { actorId: id, targetId: id, action: ["user.deleted"], to: "1970-01-01T00:00:00.000Z" }],
  ["group.list", listGroups, { search: "ops" }],
  ["group.get", groupById, { id }],
  ["group.create", createGroup, { name: "Operations", maxDevices: 0, roleIds: [id] }],
  ["group.update", updateGroup, { id, description: null, ifUpdatedAt: "1970-01-01T00:00:00.000Z" }],
  ["group.addMembers", changeMembers, { id, userIds: [id] }],
  ["role.list", listRoles, { limit: 100 }],
  ["role.get", roleById, { id }],
  ["role.create", createRole, { name: "Field staff", permissions: ["user:read", "device:read"] }],
  [
    "role.update",
    updateRole,
    { id, description: "On the road.", permissions: [], ifUpdatedAt: "1970-01-01T00:00:00.000Z" },
  ],
  ["user.setRoles", setUserRoles, { id, roleIds: [id], ifRoleIds: [] }],
  ["tenant.update", updateTenant, { name: "Acme", maxDevices: 0, secondFactorPolicy: "administrators" }],
  ["tenant.offerOwnership", offerOwnership, { userId: id }],
  ["tenant.acceptOwnership", ownOffer, {}],
];

it.each(inputs)("takes what %s is for", (_, schema, input) => expect(schema.parse(input)).toMatchObject(input));

it.each(inputs)("refuses a key that %s does not know", (_, schema, input) => {
  for (const key of ["tenantId", "isOwner", "id ", "toString", "$where"]) {
    expect(schema.safeParse({ ...input, [key]: id })).toMatchObject({
      error: { issues: [{ code: "unrecognized_keys", keys: [key] }] },
    });
  }
});

it.each(inputs)("refuses what is no object for %s", (_, schema) => {
  for (const input of [undefined, null, "", 1, [], [id]]) expect(schema.safeParse(input).success).toBe(false);
});

it.each(inputs)("refuses ids of %s that are none, and names the field", (_, schema, input) => {
  for (const field of ["id", "userId", "actorId", "targetId"]) {
    if (!(field in input)) continue;
    for (const value of ["", "1", `${id}0`, { $ne: null }, [id]]) {
      const { error } = schema.safeParse({ ...input, [field]: value });
      expect(error?.issues.map((issue) => issue.path)).toEqual([[field]]);
    }
  }
});
