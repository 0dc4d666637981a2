import { accountMe } from "@portcullis/domain/account";
import { readMe } from "@portcullis/services/account/read-me";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const accountRouter = router({
  me: userProcedure.output(accountMe).query(({ ctx }) => readMe(ctx.service)),
});
