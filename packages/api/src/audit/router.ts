import { listAudit } from "@portcullis/services/audit/list-audit";
import { readSealState } from "@portcullis/services/audit/read-seal-state";
import { router } from "../init.ts";
import { query } from "../procedure.ts";

export const auditRouter = router({
  list: query(listAudit),
  seal: query(readSealState),
});
