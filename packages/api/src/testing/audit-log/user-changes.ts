import { expect } from "vitest";
import { invite } from "../invite.ts";
import { aRole } from "./a-role.ts";
import type { Changes } from "./change.ts";

export const userChanges: Changes = {
  "user.deactivate": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    await fixture.signIn(user.id);
    return {
      ask: () => admin.user.deactivate({ id: user.id, reason: "stole the silver" }),
      action: "user.deactivated",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["status"],
      details: { reason: "stole the silver" },
      personal: ["stole the silver"],
    };
  },
  "user.delete": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    return {
      ask: () => admin.user.delete({ id: user.id }),
      action: "user.deleted",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["status"],
      personal: [user.email],
    };
  },
  "user.invite": async (fixture) => ({
    ask: () => fixture.admin.call.user.invite({ people: [{ email: "noa@people.test", firstName: "Noa" }] }),
    action: "user.invited",
    target: { kind: "user" },
    subjectId: expect.any(String) as string,
    details: { after: { email: "noa@people.test", firstName: "Noa", lastName: null, status: "pending" } },
    personal: ["noa@people.test", "Noa"],
  }),
  "user.reactivate": async (fixture) => {
    const user = await fixture.aUser({ status: "inactive" });
    return {
      ask: () => fixture.admin.call.user.reactivate({ id: user.id }),
      action: "user.reactivated",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["status"],
    };
  },
  "user.setGroups": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    const [left, joined] = [await fixture.aGroup({ memberIds: [user.id] }), await fixture.aGroup({})];
    return {
      ask: () => admin.user.setGroups({ id: user.id, groupIds: [joined.id] }),
      action: "user.groups_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["groups"],
      details: { before: { groups: [left.name] }, after: { groups: [joined.name] } },
    };
  },
  "user.setMaxDevices": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    return {
      ask: () => admin.user.setMaxDevices({ id: user.id, maxDevices: 1 }),
      action: "user.device_limit_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["maxDevices"],
      details: { before: { maxDevices: null }, after: { maxDevices: 1 } },
    };
  },
  "user.resendInvitation": async (fixture) => {
    const user = await fixture.aUser({ status: "pending" });
    return {
      ask: () => fixture.admin.call.user.resendInvitation({ id: user.id }),
      action: "user.invitation_resent",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
    };
  },
  "user.resetFactors": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    await fixture.aPasskey(user.id);
    return {
      ask: () => admin.user.resetFactors({ id: user.id }),
      action: "user.factors_reset",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
    };
  },
  "user.revokeInvitation": async (fixture) => {
    const { userId } = await invite(fixture);
    return {
      ask: () => fixture.admin.call.user.revokeInvitation({ id: userId }),
      action: "user.invitation_revoked",
      target: { kind: "user", id: userId },
      subjectId: userId,
    };
  },
  "user.setRoles": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    const { id, name } = await aRole(fixture);
    return {
      ask: () => admin.user.setRoles({ id: user.id, roleIds: [id] }),
      action: "user.roles_changed",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["roles"],
      details: { before: { roles: ["Member"] }, after: { roles: [name] } },
      personal: [name],
    };
  },
  "user.update": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    return {
      ask: () => admin.user.update({ id: user.id, firstName: "Grace", lastName: "Hopper" }),
      action: "user.updated",
      target: { kind: "user", id: user.id },
      subjectId: user.id,
      changed: ["firstName", "lastName"],
      details: { before: { firstName: "Ada", lastName: null }, after: { firstName: "Grace", lastName: "Hopper" } },
      personal: ["Grace", "Hopper"],
    };
  },
};
