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
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

export const accountRouter = router({
  me: query(readMe),
  update: mutation(updateAccount),
  setImage: mutation(setProfileImage),
  removeImage: mutation(removeProfileImage),
  changePassword: mutation(changePassword),
  signOutEverywhere: mutation(signOutEverywhere),
  security: query(readSecurity),
  confirm: mutation(confirmIdentity),
  beginTotp: mutation(beginTotp),
  confirmTotp: mutation(confirmTotp),
  removeTotp: mutation(removeTotp),
  renewRecoveryCodes: mutation(renewRecoveryCodes),
  passkeyOptions: mutation(passkeyOptions),
  addPasskey: mutation(addPasskey),
  renamePasskey: mutation(renamePasskey),
  removePasskey: mutation(removePasskey),
});
