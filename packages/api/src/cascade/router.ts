import { getCascade } from "@portcullis/services/cascade/get-cascade";
import { listCascadeDevices } from "@portcullis/services/cascade/list-cascade-devices";
import { listCascades } from "@portcullis/services/cascade/list-cascades";
import { listUnconfirmed } from "@portcullis/services/cascade/list-unconfirmed";
import { readMadeBefore } from "@portcullis/services/cascade/read-made";
import { readSeal } from "@portcullis/services/cascade/read-seal";
import { retryCascade } from "@portcullis/services/cascade/retry-cascade";
import { router } from "../init.ts";
import { mutation, query, stream } from "../procedure.ts";
import { watchCascades } from "../streams/watch-cascades.ts";

export const cascadeRouter = router({
  get: query(getCascade),
  list: query(listCascades),
  unconfirmed: query(listUnconfirmed),
  devices: query(listCascadeDevices),
  /** What the user of the change made for others before it. */
  made: query(readMadeBefore),
  /** The seal of the audit log that contains the entry of the request. */
  seal: query(readSeal),
  retry: mutation(retryCascade),
  watch: stream(watchCascades),
});
