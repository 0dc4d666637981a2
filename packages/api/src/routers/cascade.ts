import { entrySeal } from "@portcullis/domain/audit-seal";
import * as schema from "@portcullis/domain/cascade";
import { madeLately } from "@portcullis/domain/user/made-lately";
import { getCascade } from "@portcullis/services/cascade/get-cascade";
import { listCascadeDevices } from "@portcullis/services/cascade/list-cascade-devices";
import { listCascades } from "@portcullis/services/cascade/list-cascades";
import { listUnconfirmed } from "@portcullis/services/cascade/list-unconfirmed";
import { readMadeBefore } from "@portcullis/services/cascade/read-made";
import { readSeal } from "@portcullis/services/cascade/read-seal";
import { retryCascade } from "@portcullis/services/cascade/retry-cascade";
import { router } from "../init.ts";
import { watchCascades } from "../streams/watch-cascades.ts";
import { userProcedure } from "../user-procedure.ts";

export const cascadeRouter = router({
  get: userProcedure
    .input(schema.cascadeById)
    .output(schema.cascadeDetail)
    .query(({ ctx, input }) => getCascade(ctx.service, input)),
  list: userProcedure
    .input(schema.listCascades)
    .output(schema.cascadePage)
    .query(({ ctx, input }) => listCascades(ctx.service, input)),
  unconfirmed: userProcedure
    .input(schema.listUnconfirmed)
    .output(schema.unconfirmedPage)
    .query(({ ctx, input }) => listUnconfirmed(ctx.service, input)),
  devices: userProcedure
    .input(schema.listCascadeDevices)
    .output(schema.cascadeDevicePage)
    .query(({ ctx, input }) => listCascadeDevices(ctx.service, input)),
  /** What the user of the change made for others before it. */
  made: userProcedure
    .input(schema.cascadeById)
    .output(madeLately)
    .query(({ ctx, input }) => readMadeBefore(ctx.service, input)),
  /** The seal of the audit log that contains the entry of the request. */
  seal: userProcedure
    .input(schema.cascadeById)
    .output(entrySeal)
    .query(({ ctx, input }) => readSeal(ctx.service, input)),
  retry: userProcedure
    .input(schema.cascadeById)
    .output(schema.cascadeDetail)
    .mutation(({ ctx, input }) => retryCascade(ctx.service, input)),
  watch: userProcedure.subscription(({ ctx, signal }) => watchCascades(ctx, signal)),
});
