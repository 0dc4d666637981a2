import { accountMe } from "@portcullis/domain/account";
import * as schema from "@portcullis/domain/account-security";
import * as passkey from "@portcullis/domain/passkey";
import { addPasskey } from "@portcullis/services/account/add-passkey";
import { beginTotp } from "@portcullis/services/account/begin-totp";
import { confirmIdentity } from "@portcullis/services/account/confirm-identity";
import { confirmTotp } from "@portcullis/services/account/confirm-totp";
import { passkeyOptions } from "@portcullis/services/account/passkey-options";
import { readMe } from "@portcullis/services/account/read-me";
import { readSecurity } from "@portcullis/services/account/read-security";
import { removePasskey } from "@portcullis/services/account/remove-passkey";
import { removeTotp } from "@portcullis/services/account/remove-totp";
import { renamePasskey } from "@portcullis/services/account/rename-passkey";
import { renewRecoveryCodes } from "@portcullis/services/account/renew-recovery-codes";
import { z } from "zod";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

/** Done; there is nothing to tell. */
const done = z.strictObject({});

export const accountRouter = router({
  me: userProcedure.output(accountMe).query(({ ctx }) => readMe(ctx.service)),
  security: userProcedure.output(schema.accountSecurity).query(({ ctx }) => readSecurity(ctx.service)),
  confirm: userProcedure
    .input(schema.confirmIdentity)
    .output(schema.confirmedIdentity)
    .mutation(({ ctx, input }) => confirmIdentity(ctx.service, input)),
  beginTotp: userProcedure.output(schema.totpSetup).mutation(({ ctx }) => beginTotp(ctx.service)),
  confirmTotp: userProcedure
    .input(schema.confirmTotp)
    .output(schema.addedFactor)
    .mutation(({ ctx, input }) => confirmTotp(ctx.service, input)),
  removeTotp: userProcedure.output(done).mutation(({ ctx }) => removeTotp(ctx.service)),
  renewRecoveryCodes: userProcedure
    .output(schema.newRecoveryCodes)
    .mutation(({ ctx }) => renewRecoveryCodes(ctx.service)),
  passkeyOptions: userProcedure.output(passkey.registrationOptions).mutation(({ ctx }) => passkeyOptions(ctx.service)),
  addPasskey: userProcedure
    .input(passkey.addPasskey)
    .output(schema.addedFactor)
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
