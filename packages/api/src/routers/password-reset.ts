import * as schema from "@portcullis/domain/password-reset";
import { completePasswordReset } from "@portcullis/services/password-reset/complete-password-reset";
import { inspectPasswordReset } from "@portcullis/services/password-reset/inspect-password-reset";
import { requestPasswordReset } from "@portcullis/services/password-reset/request-password-reset";
import { router } from "../init.ts";
import { publicProcedure } from "../user-procedure.ts";

export const passwordResetRouter = router({
  request: publicProcedure
    .input(schema.requestPasswordReset)
    .output(schema.requestedPasswordReset)
    .mutation(({ ctx, input }) => requestPasswordReset(ctx.service, input)),
  inspect: publicProcedure
    .input(schema.inspectPasswordReset)
    .output(schema.openPasswordReset)
    .mutation(({ ctx, input }) => inspectPasswordReset(ctx.service, input)),
  complete: publicProcedure
    .input(schema.completePasswordReset)
    .output(schema.completedPasswordReset)
    .mutation(({ ctx, input }) => completePasswordReset(ctx.service, input)),
});
