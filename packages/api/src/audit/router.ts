import { router } from "../kernel/init.ts";
import { query } from "../kernel/procedure.ts";
import { listAudit } from "./list-audit.ts";
import { readSealState } from "./read-seal-state.ts";

export const auditRouter = router({
  list: query(listAudit),
  seal: query(readSealState),
});
