import { inviteUsers } from "@portcullis/services/invitation/invite-users";
import { resendInvitation } from "@portcullis/services/invitation/resend-invitation";
import { revokeInvitation } from "@portcullis/services/invitation/revoke-invitation";
import { deactivateUser } from "@portcullis/services/user/deactivate-user";
import { deleteUser } from "@portcullis/services/user/delete-user";
import { getUser } from "@portcullis/services/user/get-user";
import { listUsers } from "@portcullis/services/user/list-users";
import { lookupUsers } from "@portcullis/services/user/lookup-users";
import { reactivateUser } from "@portcullis/services/user/reactivate-user";
import { readUserImpact } from "@portcullis/services/user/read-user-impact";
import { resetFactors } from "@portcullis/services/user/reset-factors";
import { resetPassword } from "@portcullis/services/user/reset-password";
import { setUserGroups } from "@portcullis/services/user/set-user-groups";
import { setUserMaxDevices } from "@portcullis/services/user/set-user-max-devices";
import { setUserRoles } from "@portcullis/services/user/set-user-roles";
import { updateUser } from "@portcullis/services/user/update-user";
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

export const userRouter = router({
  list: query(listUsers),
  get: query(getUser),
  lookup: query(lookupUsers),
  impact: query(readUserImpact),
  update: mutation(updateUser),
  setGroups: mutation(setUserGroups),
  setMaxDevices: mutation(setUserMaxDevices),
  resetPassword: mutation(resetPassword),
  setRoles: mutation(setUserRoles),
  invite: mutation(inviteUsers),
  resendInvitation: mutation(resendInvitation),
  revokeInvitation: mutation(revokeInvitation),
  deactivate: mutation(deactivateUser),
  reactivate: mutation(reactivateUser),
  resetFactors: mutation(resetFactors),
  delete: mutation(deleteUser),
});
