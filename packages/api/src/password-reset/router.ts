import { completePasswordReset } from "@portcullis/services/password-reset/complete-password-reset";
import { inspectPasswordReset } from "@portcullis/services/password-reset/inspect-password-reset";
import { requestPasswordReset } from "@portcullis/services/password-reset/request-password-reset";
import { router } from "../init.ts";
import { mutation } from "../procedure.ts";

export const passwordResetRouter = router({
  request: mutation(requestPasswordReset),
  inspect: mutation(inspectPasswordReset),
  complete: mutation(completePasswordReset),
});
