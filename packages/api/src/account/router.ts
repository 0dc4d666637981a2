import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { changePassword } from "./change-password.ts";
import { confirmIdentity } from "./confirm-identity.ts";
import { addPasskey, passkeyOptions, removePasskey, renamePasskey } from "./passkeys.ts";
import { removeProfileImage, setProfileImage } from "./profile-image.ts";
import { readMe } from "./read-me.ts";
import { readSecurity } from "./read-security.ts";
import { signOutEverywhere } from "./sign-out-everywhere.ts";
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from "./totp.ts";
import { updateAccount } from "./update-account.ts";

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
