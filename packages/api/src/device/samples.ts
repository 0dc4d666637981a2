import type { DeviceFilter } from "@portcullis/domain/device/device";
import { aPublicKey } from "@portcullis/testing/tenant";
import { aPage, type SampleIds, type Samples } from "../testing/samples.ts";
import type { deviceRouter } from "./router.ts";

const aFilter = (ids: SampleIds) =>
  ({
    search: "ada",
    userId: ids.user,
    platform: ["linux"],
    status: ["online"],
    compliance: ["compliant"],
    awaitingApproval: false,
  }) satisfies DeviceFilter;

export const deviceSamples = {
  list: (ids) => ({ ...aFilter(ids), sort: "name", direction: "asc", ...aPage }),
  count: (ids) => ({ ...aFilter(ids), upTo: 100 }),
  get: (ids) => ({ id: ids.device }),
  connection: (ids) => ({ id: ids.device }),
  cutOff: (ids) => ({ id: ids.device }),
  history: (ids) => ({ id: ids.device, span: "24h" }),
  register: (ids) => ({
    name: "laptop",
    platform: "linux",
    publicKey: aPublicKey(),
    hardwareId: "C02XY",
    userId: ids.user,
  }),
  rename: (ids) => ({ id: ids.device, name: "renamed" }),
  setPlatform: (ids) => ({ id: ids.device, platform: "macos" }),
  approve: (ids) => ({ id: ids.waitingDevice, ifPublicKey: aPublicKey() }),
  rotateKey: (ids) => ({ id: ids.device, publicKey: aPublicKey() }),
  handOver: (ids) => ({ id: ids.device, userId: ids.recipient }),
  deactivate: (ids) => ({ id: ids.device, reason: "lost" }),
  reportLost: (ids) => ({ id: ids.device }),
  reactivate: (ids) => ({ id: ids.inactiveDevice }),
  remove: (ids) => ({ id: ids.device }),
  makePostureToken: (ids) => ({ id: ids.device }),
  dropPostureToken: (ids) => ({ id: ids.device }),
  reportPosture: () => ({
    checks: { diskEncryption: true, firewall: true, screenLock: false },
    osVersion: "13.1",
  }),
} satisfies Samples<typeof deviceRouter>;
