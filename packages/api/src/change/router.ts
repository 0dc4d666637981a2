import { router } from "../kernel/init.ts";
import { mutation, query, stream } from "../kernel/procedure.ts";
import { getCascade } from "./get-cascade.ts";
import { listCascadeDevices } from "./list-cascade-devices.ts";
import { listCascades } from "./list-cascades.ts";
import { listUnconfirmed } from "./list-unconfirmed.ts";
import { readMadeBefore } from "./read-made.ts";
import { readSeal } from "./read-seal.ts";
import { retryCascade } from "./retry-cascade.ts";
import { watchCascades } from "./watch-cascades.ts";

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
