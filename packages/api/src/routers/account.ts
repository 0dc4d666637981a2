import * as schema from "@portcullis/domain/account";
import * as security from "@portcullis/domain/account-security";
import * as passkey from "@portcullis/domain/passkey";
import { setProfileImage as setProfileImageInput } from "@portcullis/domain/profile-image";
import { revokedSessions } from "@portcullis/domain/session";
import { addPasskey } from "@portcullis/services/account/add-passkey";
import { beginTotp } from "@portcullis/services/account/begin-totp";
import { changePassword } from "@portcullis/services/account/change-password";
import { confirmIdentity } from "@portcullis/services/account/confirm-identity";
import { confirmTotp } from "@portcullis/services/account/confirm-totp";
import { passkeyOptions } from "@portcullis/services/account/passkey-options";
import { readMe } from "@portcullis/services/account/read-me";
import { readSecurity } from "@portcullis/services/account/read-security";
import { removePasskey } from "@portcullis/services/account/remove-passkey";
import { removeProfileImage } from "@portcullis/services/account/remove-profile-image";
import { removeTotp } from "@portcullis/services/account/remove-totp";
import { renamePasskey } from "@portcullis/services/account/rename-passkey";
import { renewRecoveryCodes } from "@portcullis/services/account/renew-recovery-codes";
import { setProfileImage } from "@portcullis/services/account/set-profile-image";
import { signOutEverywhere } from "@portcullis/services/account/sign-out-everywhere";
import { updateAccount } from "@portcullis/services/account/update-account";
import { z } from "zod";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

/** Done; there is nothing to tell. */
const done = z.strictObject({});

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
  security: userProcedure.output(security.accountSecurity).query(({ ctx }) => readSecurity(ctx.service)),
  confirm: userProcedure
    .input(security.confirmIdentity)
    .output(security.confirmedIdentity)
    .mutation(({ ctx, input }) => confirmIdentity(ctx.service, input)),
  beginTotp: userProcedure.output(security.totpSetup).mutation(({ ctx }) => beginTotp(ctx.service)),
  confirmTotp: userProcedure
    .input(security.confirmTotp)
    .output(security.addedFactor)
    .mutation(({ ctx, input }) => confirmTotp(ctx.service, input)),
  removeTotp: userProcedure.output(done).mutation(({ ctx }) => removeTotp(ctx.service)),
  renewRecoveryCodes: userProcedure
    .output(security.newRecoveryCodes)
    .mutation(({ ctx }) => renewRecoveryCodes(ctx.service)),
  passkeyOptions: userProcedure.output(passkey.registrationOptions).mutation(({ ctx }) => passkeyOptions(ctx.service)),
  addPasskey: userProcedure
    .input(passkey.addPasskey)
    .output(security.addedFactor)
    .mutation(({ ctx, input }) => addPasskey(ctx.service, input)),
  renamePasskey: userProcedure
    .input(passkey.renamePasskey)
    .output(done)
    .mutation(({ ctx, input }) => renamePasskey(ctx.service, input)),
  removePasskey: userProcedure
    .input(passkey.removePasskey)
    .output(done)
    .mutation(({ ctx, input }) => removePasskey(ctx.service, input)),
});
