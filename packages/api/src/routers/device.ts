import { deviceCutOff } from "@portcullis/domain/cascade";
import { deviceHistory, deviceHistoryInput } from "@portcullis/domain/device/connection";
import * as schema from "@portcullis/domain/device/device";
import { postureReport, postureVerdict } from "@portcullis/domain/device/posture";
import { deviceConnection } from "@portcullis/domain/gateway";
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
import { deviceProcedure } from "../device-procedure.ts";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const deviceRouter = router({
  list: userProcedure
    .input(schema.listDevices)
    .output(schema.devicePage)
    .query(({ ctx, input }) => listDevices(ctx.service, input)),
  get: userProcedure
    .input(schema.deviceById)
    .output(schema.deviceDetail)
    .query(({ ctx, input }) => getDevice(ctx.service, input)),
  connection: userProcedure
    .input(schema.deviceById)
    .output(deviceConnection)
    .query(({ ctx, input }) => readConnection(ctx.service, input)),
  cutOff: userProcedure
    .input(schema.deviceById)
    .output(deviceCutOff.nullable())
    .query(({ ctx, input }) => readCutOff(ctx.service, input)),
  history: userProcedure
    .input(deviceHistoryInput)
    .output(deviceHistory)
    .query(({ ctx, input }) => readHistory(ctx.service, input)),
  register: userProcedure
    .input(schema.registerDevice)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => registerDevice(ctx.service, input)),
  rename: userProcedure
    .input(schema.renameDevice)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => renameDevice(ctx.service, input)),
  approve: userProcedure
    .input(schema.approveDevice)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => approveDevice(ctx.service, input)),
  rotateKey: userProcedure
    .input(schema.rotateDeviceKey)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => rotateDeviceKey(ctx.service, input)),
  handOver: userProcedure
    .input(schema.handOverDevice)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => handOverDevice(ctx.service, input)),
  deactivate: userProcedure
    .input(schema.deactivateDevice)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => deactivateDevice(ctx.service, input)),
  reportLost: userProcedure
    .input(schema.deviceById)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => reportDeviceLost(ctx.service, input)),
  reactivate: userProcedure
    .input(schema.deviceById)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => reactivateDevice(ctx.service, input)),
  remove: userProcedure
    .input(schema.deviceById)
    .output(schema.removedDevice)
    .mutation(({ ctx, input }) => removeDevice(ctx.service, input)),
  makePostureToken: userProcedure
    .input(schema.deviceById)
    .output(schema.postureToken)
    .mutation(({ ctx, input }) => makePostureToken(ctx.service, input)),
  dropPostureToken: userProcedure
    .input(schema.deviceById)
    .output(schema.deviceDetail)
    .mutation(({ ctx, input }) => dropPostureToken(ctx.service, input)),
  reportPosture: deviceProcedure
    .input(postureReport)
    .output(postureVerdict)
    .mutation(({ ctx, input }) => reportPosture(ctx.service, input)),
});
