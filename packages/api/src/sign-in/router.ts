import { router } from "../kernel/init.ts";
import { mutation } from "../kernel/procedure.ts";
import { completePasswordReset, inspectPasswordReset } from "./complete-password-reset.ts";
import { newChallenge } from "./new-challenge.ts";
import { requestPasswordReset } from "./request-password-reset.ts";

export const signInRouter = router({
  challenge: mutation(newChallenge),
});

export const passwordResetRouter = router({
  request: mutation(requestPasswordReset),
  inspect: mutation(inspectPasswordReset),
  complete: mutation(completePasswordReset),
});
