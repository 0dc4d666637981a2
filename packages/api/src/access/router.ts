import { router } from "../kernel/init.ts";
import { query } from "../kernel/procedure.ts";
import { explainAccess } from "./explain-access.ts";

export const accessRouter = router({
  explain: query(explainAccess),
});
