import { explainAccess } from "@portcullis/services/access/explain-access";
import { router } from "../init.ts";
import { query } from "../procedure.ts";

export const accessRouter = router({
  explain: query(explainAccess),
});
