import { approveDevice } from "@portcullis/services/device/approve-device";
import { deactivateDevice } from "@portcullis/services/device/deactivate-device";
import { dropPostureToken } from "@portcullis/services/device/drop-posture-token";
import { getDevice } from "@portcullis/services/device/get-device";
import { handOverDevice } from "@portcullis/services/device/hand-over-device";
import { listDevices } from "@portcullis/services/device/list-devices";
import { makePostureToken } from "@portcullis/services/device/make-posture-token";
import { reactivateDevice } from "@portcullis/services/device/reactivate-device";
import { readConnection } from "@portcullis/services/device/read-connection";
import { readCutOff } from "@portcullis/services/device/read-cut-off";
import { readHistory } from "@portcullis/services/device/read-history";
import { registerDevice } from "@portcullis/services/device/register-device";
import { removeDevice } from "@portcullis/services/device/remove-device";
import { renameDevice } from "@portcullis/services/device/rename-device";
import { reportDeviceLost } from "@portcullis/services/device/report-device-lost";
import { reportPosture } from "@portcullis/services/device/report-posture";
import { rotateDeviceKey } from "@portcullis/services/device/rotate-device-key";
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

export const deviceRouter = router({
  list: query(listDevices),
  get: query(getDevice),
  connection: query(readConnection),
  cutOff: query(readCutOff),
  history: query(readHistory),
  register: mutation(registerDevice),
  rename: mutation(renameDevice),
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
