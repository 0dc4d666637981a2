import { newChallenge } from "@portcullis/services/sign-in/new-challenge";
import { router } from "../init.ts";
import { mutation } from "../procedure.ts";

export const signInRouter = router({
  challenge: mutation(newChallenge),
});
