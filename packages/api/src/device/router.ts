import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { approveDevice } from "./approve-device.ts";
import { deactivateDevice } from "./deactivate-device.ts";
import { getDevice } from "./get-device.ts";
import { handOverDevice } from "./hand-over-device.ts";
import { countDevices, listDevices } from "./list-devices.ts";
import { dropPostureToken, makePostureToken } from "./posture-token.ts";
import { reactivateDevice } from "./reactivate-device.ts";
import { readConnection } from "./read-connection.ts";
import { readCutOff } from "./read-cut-off.ts";
import { readHistory } from "./read-history.ts";
import { registerDevice } from "./register-device.ts";
import { removeDevice } from "./remove-device.ts";
import { renameDevice } from "./rename-device.ts";
import { reportDeviceLost } from "./report-device-lost.ts";
import { reportPosture } from "./report-posture.ts";
import { rotateDeviceKey } from "./rotate-device-key.ts";
import { setDevicePlatform } from "./set-device-platform.ts";

export const deviceRouter = router({
  list: query(listDevices),
  count: query(countDevices),
  get: query(getDevice),
  connection: query(readConnection),
  cutOff: query(readCutOff),
  history: query(readHistory),
  register: mutation(registerDevice),
  rename: mutation(renameDevice),
  setPlatform: mutation(setDevicePlatform),
  approve: mutation(approveDevice),
  rotateKey: mutation(rotateDeviceKey),
  handOver: mutation(handOverDevice),
  deactivate: mutation(deactivateDevice),
  reportLost: mutation(reportDeviceLost),
  reactivate: mutation(reactivateDevice),
  remove: mutation(removeDevice),
  makePostureToken: mutation(makePostureToken),
  dropPostureToken: mutation(dropPostureToken),
  reportPosture: mutation(reportPosture),
});
