import { inviteUsers } from "../invitation/invite-users.ts";
import { resendInvitation } from "../invitation/resend-invitation.ts";
import { revokeInvitation } from "../invitation/revoke-invitation.ts";
import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { deactivateUser } from "./deactivate-user.ts";
import { deleteUser } from "./delete-user.ts";
import { getUser } from "./get-user.ts";
import { countUsers, listUsers, lookupUsers } from "./list-users.ts";
import { reactivateUser } from "./reactivate-user.ts";
import { readUserImpact } from "./read-user-impact.ts";
import { resetFactors } from "./reset-factors.ts";
import { resetPassword } from "./reset-password.ts";
import { setUserGroups } from "./set-user-groups.ts";
import { setUserMaxDevices } from "./set-user-max-devices.ts";
import { setUserRoles } from "./set-user-roles.ts";
import { updateUser } from "./update-user.ts";

export const userRouter = router({
  list: query(listUsers),
  count: query(countUsers),
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
