import { createHash } from "node:crypto";
import type { Platform } from "@portcullis/domain/device/platform";
import { type PostureCheck, type PostureChecks, postureChecks } from "@portcullis/domain/device/posture";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { latin } from "./demo-names.ts";
import type { Person } from "./demo-people.ts";
import type { DemoDevice } from "./demo-rows.ts";
import { after, type DemoTenant } from "./demo-tenant.ts";

/** A device's row as the demo makes it. */
export type Device = DemoDevice & { readonly id: string; readonly createdAt: Timestamp };

const models: Readonly<Record<Platform, readonly string[]>> = {
  macos: ["mbp14", "mbp16", "mba13", "mba15", "imac24"],
  linux: ["thinkpad-x1", "framework13", "xps13", "workstation"],
  windows: ["latitude7450", "elitebook840", "surface-pro", "thinkpad-t14"],
  ios: ["iphone14", "iphone15", "iphone16-pro", "ipad-air"],
  android: ["pixel8", "pixel9", "galaxy-s24", "galaxy-tab"],
  router: ["van-router"],
  other: ["device"],
};

const osVersions: Readonly<Record<Platform, readonly string[]>> = {
  macos: ["15.1", "15.1", "15.0.1", "14.7.1"],
  linux: ["24.04", "24.04", "22.04", "41"],
  windows: ["10.0.26100", "10.0.22631", "10.0.22631"],
  ios: ["18.1", "18.0.1", "17.7"],
  android: ["15", "14", "14"],
  router: ["23.05"],
  other: ["1"],
};
const mobile: ReadonlySet<Platform> = new Set(["ios", "android"]);
const appVersions = ["2.14.1", "2.14.1", "2.14.1", "2.14.0", "2.13.6", "2.11.2"];

/** A few devices of one person, named after person and model. */
export function addPersonalDevices(demo: DemoTenant, person: Person, atMost: number, platforms: readonly Platform[]) {
  const { faker } = demo;
  const count = Math.min(platforms.length, faker.helpers.weightedArrayElement(countWeights(atMost)));
  const owner = latin(person.firstName ?? "");
  for (const platform of platforms.slice(0, count)) {
    const model = faker.helpers.arrayElement(models[platform]);
    const isTaken = demo.rows.devices.some((device) => device.name === `${owner}-${model}`);
    const name = isTaken ? `${owner}-${latin(person.lastName ?? "").slice(0, 3)}-${model}` : `${owner}-${model}`;
    addDevice(demo, person, { name, platform, onlineShare: 0.45, compliantShare: 0.9 });
  }
}

function countWeights(atMost: number) {
  return Array.from({ length: atMost }, (_, i) => ({ value: i + 1, weight: i === 0 ? 1 : 3 }));
}

/** What some people added lately, and no administrator has looked at yet. */
export function addWaitingDevices(demo: DemoTenant, people: readonly Person[]): void {
  for (const person of people) {
    addDevice(demo, person, {
      name: `${latin(person.firstName ?? "")}-new-phone`,
      platform: "android",
      onlineShare: 0,
      compliantShare: 1,
      createdAt: demo.ago({ minutes: 20 + demo.faker.number.int(2_000) }),
      isWaiting: true,
    });
  }
}

export function addDevice(
  demo: DemoTenant,
  person: Person,
  spec: {
    readonly name: string;
    readonly platform: Platform;
    readonly onlineShare: number;
    readonly compliantShare: number;
    readonly createdAt?: Timestamp;
    /** For an administrator: it has never connected. */
    readonly isWaiting?: boolean;
  },
): Device {
  const { faker, tenantId, rows } = demo;
  const id = demo.newId();
  const createdAt = spec.createdAt ?? drawRegistration(demo, person.acceptedAt ?? person.createdAt);
  const lastConnection = spec.isWaiting ? null : drawLastConnection(demo, createdAt, spec.onlineShare);
  const device: Device = {
    tenantId,
    id,
    userId: person.id,
    name: spec.name,
    platform: spec.platform,
    publicKey: createHash("sha256").update(`key of ${demo.slug}/${id}`).digest("base64"),
    hardwareId: faker.string.alphanumeric({ length: 10, casing: "upper" }),
    appVersion: spec.platform === "router" ? null : faker.helpers.arrayElement(appVersions),
    cause: null,
    deactivatedAt: null,
    approvedAt: spec.isWaiting ? null : createdAt,
    lastConnection,
    createdAt,
    updatedAt: createdAt,
  };
  rows.devices.push(device);
  rows.deviceAddresses.push({ tenantId, deviceId: id, network: addressAt(rows.deviceAddresses.length) });
  if (lastConnection && spec.platform !== "router") {
    const checks = drawChecks(demo, spec.platform, spec.compliantShare);
    const osVersion = faker.helpers.arrayElement(osVersions[spec.platform]);
    rows.devicePosture.push({ tenantId, deviceId: id, lastCheck: lastConnection, checks, osVersion });
  }
  return device;
}

/** In a person's first week. */
function drawRegistration(demo: DemoTenant, from: Timestamp): Timestamp {
  const week = after(from, 7 * 86_400_000);
  return demo.between(from, week < demo.now ? week : demo.now);
}

/** 100.64.0.2 and on: .0 is the network, .1 the gateway's. */
function addressAt(index: number): string {
  const host = index + 2;
  return `100.64.${host >> 8}.${host & 255}/32`;
}

/** Now for some, within the last hours or weeks for most, never for a few. */
function drawLastConnection(demo: DemoTenant, createdAt: Timestamp, onlineShare: number): Timestamp | null {
  const { faker } = demo;
  if (faker.datatype.boolean(onlineShare)) return demo.ago({ seconds: faker.number.int(90) });
  if (faker.datatype.boolean(0.06)) return null;
  const hours = faker.helpers.weightedArrayElement([
    { value: 12, weight: 5 },
    { value: 72, weight: 3 },
    { value: 24 * 40, weight: 2 },
  ]);
  const at = demo.ago({ minutes: 5 + faker.number.int(hours * 60) });
  return at > createdAt ? at : after(createdAt, 60_000);
}

function drawChecks(demo: DemoTenant, platform: Platform, compliantShare: number): PostureChecks {
  const names: readonly PostureCheck[] = mobile.has(platform) ? ["screenLock"] : postureChecks;
  const failed = demo.faker.datatype.boolean(compliantShare) ? undefined : demo.faker.helpers.arrayElement(names);
  return Object.fromEntries(names.map((name) => [name, name !== failed]));
}

/** What its people's devices are asked for; routers and the like are not. */
export function addPostureRules({ tenantId, rows }: DemoTenant): void {
  const all = { diskEncryption: true, firewall: true, screenLock: true };
  rows.postureRules.push(
    { tenantId, platform: "macos", checks: all, minimumVersion: "14.7" },
    { tenantId, platform: "windows", checks: all, minimumVersion: "10.0.22631" },
    { tenantId, platform: "linux", checks: all },
    { tenantId, platform: "ios", checks: { screenLock: true } },
    { tenantId, platform: "android", checks: { screenLock: true } },
  );
}

/** When a person last connected is when any of their devices did. */
export function deriveLastConnections(demo: DemoTenant): void {
  const latest = new Map<string, Timestamp>();
  for (const { userId, lastConnection } of demo.rows.devices) {
    const known = latest.get(userId);
    if (lastConnection && (!known || known < lastConnection)) latest.set(userId, lastConnection);
  }
  for (const user of demo.rows.users) user.lastConnection = latest.get(user.id) ?? null;
}
