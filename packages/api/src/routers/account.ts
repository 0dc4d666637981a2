import * as schema from "@portcullis/domain/account";
import { setProfileImage as setProfileImageInput } from "@portcullis/domain/profile-image";
import { revokedSessions } from "@portcullis/domain/session";
import { changePassword } from "@portcullis/services/account/change-password";
import { readMe } from "@portcullis/services/account/read-me";
import { removeProfileImage } from "@portcullis/services/account/remove-profile-image";
import { setProfileImage } from "@portcullis/services/account/set-profile-image";
import { signOutEverywhere } from "@portcullis/services/account/sign-out-everywhere";
import { updateAccount } from "@portcullis/services/account/update-account";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const accountRouter = router({
  me: userProcedure.output(schema.accountMe).query(({ ctx }) => readMe(ctx.service)),
  update: userProcedure
    .input(schema.updateAccount)
    .output(schema.accountMe)
    .mutation(({ ctx, input }) => updateAccount(ctx.service, input)),
  setImage: userProcedure
    .input(setProfileImageInput)
    .output(schema.accountMe)
    .mutation(({ ctx, input }) => setProfileImage(ctx.service, input)),
  removeImage: userProcedure.output(schema.accountMe).mutation(({ ctx }) => removeProfileImage(ctx.service)),
  changePassword: userProcedure
    .input(schema.changePassword)
    .output(revokedSessions)
    .mutation(async ({ ctx, input }) => {
      const { session, sessionsEnded } = await changePassword(ctx.service, input);
      await ctx.handSession(session);
      return { count: sessionsEnded };
    }),
  signOutEverywhere: userProcedure.output(revokedSessions).mutation(({ ctx }) => signOutEverywhere(ctx.service)),
});
