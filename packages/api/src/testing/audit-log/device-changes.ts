import { aPublicKey } from "@portcullis/testing/tenant";
import type { Changes } from "./change.ts";

export const deviceChanges: Changes = {
  "device.approve": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    const { id } = await fixture.aDevice(user.id, { approvedAt: null });
    return {
      ask: () => admin.device.approve({ id }),
      action: "device.approved",
      target: { kind: "device", id },
      subjectId: user.id,
      changed: ["approvedAt"],
    };
  },
  "device.deactivate": async (fixture) => {
    const { admin, user, laptop } = await fixture.aUserWithDevices();
    return {
      ask: () => admin.device.deactivate({ id: laptop.id }),
      action: "device.deactivated",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["cause"],
    };
  },
  "device.dropPostureToken": async (fixture) => {
    const { admin, user, laptop } = await fixture.aUserWithDevices();
    await admin.device.makePostureToken({ id: laptop.id });
    return {
      ask: () => admin.device.dropPostureToken({ id: laptop.id }),
      action: "device.posture_token_dropped",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
    };
  },
  "device.handOver": async (fixture) => {
    const { admin, user, laptop } = await fixture.aUserWithDevices();
    const recipient = await fixture.aUser();
    return {
      ask: () => admin.device.handOver({ id: laptop.id, userId: recipient.id }),
      action: "device.handed_over",
      target: { kind: "device", id: laptop.id },
      subjectId: recipient.id,
      changed: ["userId"],
      details: { before: { userId: user.id }, after: { userId: recipient.id } },
    };
  },
  "device.reactivate": async (fixture) => {
    const { admin, user, laptop } = await fixture.aUserWithDevices();
    await admin.device.deactivate({ id: laptop.id });
    return {
      ask: () => admin.device.reactivate({ id: laptop.id }),
      action: "device.reactivated",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["cause"],
    };
  },
  "device.reportLost": async (fixture) => {
    const own = await fixture.aDevice(fixture.admin.id);
    return {
      ask: () => fixture.admin.call.device.reportLost({ id: own.id }),
      action: "device.reported_lost",
      target: { kind: "device", id: own.id },
      subjectId: fixture.admin.id,
      changed: ["cause"],
    };
  },
  "device.register": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
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
  "device.remove": async (fixture) => {
    const { admin, user, laptop } = await fixture.aUserWithDevices();
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
  "device.rename": async (fixture) => {
    const { admin, user, laptop } = await fixture.aUserWithDevices();
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
  "device.setPlatform": async (fixture) => {
    const { admin, user, laptop } = await fixture.aUserWithDevices();
    return {
      ask: () => admin.device.setPlatform({ id: laptop.id, platform: "macos" }),
      action: "device.platform_changed",
      target: { kind: "device", id: laptop.id },
      subjectId: user.id,
      changed: ["platform"],
      details: { before: { platform: "linux" }, after: { platform: "macos" } },
    };
  },
  "device.rotateKey": async (fixture) => {
    const { admin, user, laptop } = await fixture.aUserWithDevices();
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
