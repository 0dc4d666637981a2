import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { approveBulk, cancelBulk, declineBulk } from "./approve-bulk.ts";
import { getBulk, listResults } from "./get-bulk.ts";
import { listBulk } from "./list-bulk.ts";
import { previewBulk } from "./preview-bulk.ts";
import { readReceipt } from "./read-receipt.ts";
import { startBulk } from "./start-bulk.ts";
import { undoBulk } from "./undo-bulk.ts";

export const bulkRouter = router({
  preview: mutation(previewBulk),
  start: mutation(startBulk),
  get: query(getBulk),
  list: query(listBulk),
  results: query(listResults),
  receipt: query(readReceipt),
  cancel: mutation(cancelBulk),
  undo: mutation(undoBulk),
  approve: mutation(approveBulk),
  decline: mutation(declineBulk),
});
