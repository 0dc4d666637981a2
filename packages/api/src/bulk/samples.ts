import { aPage, type Samples } from "../testing/samples.ts";
import type { bulkRouter } from "./router.ts";

export const bulkSamples = {
  preview: (ids) => ({ action: { verb: "user.deactivate", reason: "left" }, of: { by: "ids", ids: [ids.user] } }),
  start: (ids) => ({ id: ids.bulkPreview, leftOut: 1, typed: 1 }),
  get: (ids) => ({ id: ids.bulkDone }),
  list: () => ({ status: ["done"], ...aPage }),
  results: (ids) => ({ id: ids.bulkDone, outcome: ["changed"], ...aPage }),
  receipt: (ids) => ({ id: ids.bulkDone }),
  cancel: (ids) => ({ id: ids.bulkRunning }),
  undo: (ids) => ({ id: ids.bulkDone }),
  approve: (ids) => ({ id: ids.bulkWaiting, typed: 1 }),
  decline: (ids) => ({ id: ids.bulkWaiting }),
} satisfies Samples<typeof bulkRouter>;
