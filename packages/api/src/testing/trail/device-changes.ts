import { aPublicKey } from "../rows.ts";
import type { Changes } from "./change.ts";

export const deviceChanges: Changes = {
  "device.approve": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const { id } = await world.aDevice(user.id, { approvedAt: null });
    return {
      ask: () => admin.device.approve({ id }),
      action: "device.approved",
      target: { kind: "device", id },
      subjectId: user.id,
      changed: ["approvedAt"],
    };
  },
  "device.deactivate": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    return {
      ask: () => admin.device.deactivate({ id: laptop.id }),
      action: "device.deactivated",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["cause"],
    };
  },
  "device.dropPostureToken": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    await admin.device.makePostureToken({ id: laptop.id });
    return {
      ask: () => admin.device.dropPostureToken({ id: laptop.id }),
      action: "device.posture_token_dropped",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
    };
  },
  "device.handOver": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    const heir = await world.aUser();
    return {
      ask: () => admin.device.handOver({ id: laptop.id, userId: heir.id }),
      action: "device.handed_over",
      target: { kind: "device", id: laptop.id },
      subjectId: heir.id,
      changed: ["userId"],
      details: { before: { userId: user.id }, after: { userId: heir.id } },
    };
  },
  "device.reactivate": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    await admin.device.deactivate({ id: laptop.id });
    return {
      ask: () => admin.device.reactivate({ id: laptop.id }),
      action: "device.reactivated",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["cause"],
    };
  },
  "device.reportLost": async (world) => {
    const own = await world.aDevice(world.admin.id);
    return {
      ask: () => world.admin.call.device.reportLost({ id: own.id }),
      action: "device.reported_lost",
      target: { kind: "device", id: own.id },
      subjectId: world.admin.id,
      changed: ["cause"],
    };
  },
  "device.register": async (world) => {
    const { admin, user } = await world.aUserWithDevices();
    const device = { name: "Ada's tablet", platform: "ios" as const, publicKey: aPublicKey(), userId: user.id };
    return {
      ask: () => admin.device.register(device),
      action: "device.registered",
      target: { kind: "device" },
      subjectId: user.id,
      details: { after: { name: "Ada's tablet", platform: "ios" } },
      personal: ["Ada's tablet", device.publicKey],
    };
  },
  "device.remove": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    const { publicKey, addresses } = await admin.device.get({ id: laptop.id });
    return {
      ask: () => admin.device.remove({ id: laptop.id }),
      action: "device.removed",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      details: { before: { name: "laptop", publicKey, addresses } },
      personal: ["laptop", publicKey],
    };
  },
  "device.rename": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    return {
      ask: () => admin.device.rename({ id: laptop.id, name: "Ada's laptop" }),
      action: "device.renamed",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["name"],
      details: { before: { name: "laptop" }, after: { name: "Ada's laptop" } },
      personal: ["Ada's laptop"],
    };
  },
  "device.rotateKey": async (world) => {
    const { admin, user, laptop } = await world.aUserWithDevices();
    const publicKey = aPublicKey();
    return {
      ask: () => admin.device.rotateKey({ id: laptop.id, publicKey }),
      action: "device.key_rotated",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["publicKey"],
      personal: [publicKey],
    };
  },
};
