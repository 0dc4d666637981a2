import * as schema from "@portcullis/domain/access-explanation";
import { explainAccess } from "@portcullis/services/access/explain-access";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const accessRouter = router({
  explain: userProcedure
    .input(schema.explainAccess)
    .output(schema.accessExplanation)
    .query(({ ctx, input }) => explainAccess(ctx.service, input)),
});
