import { assertionOptions } from "@portcullis/domain/passkey";
import { newChallenge } from "@portcullis/services/sign-in/new-challenge";
import { router } from "../init.ts";
import { publicProcedure } from "../user-procedure.ts";

export const signInRouter = router({
  challenge: publicProcedure.output(assertionOptions).mutation(({ ctx }) => newChallenge(ctx.service)),
});
