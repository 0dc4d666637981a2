import { cascadeDetail } from "@portcullis/domain/cascade";
import { invitationResults, inviteUsers as inviteUsersInput, resentInvitation } from "@portcullis/domain/invitation";
import { madePasswordReset, makePasswordReset } from "@portcullis/domain/password-reset";
import * as schema from "@portcullis/domain/user/user";
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
import { userProcedure } from "../user-procedure.ts";

export const userRouter = router({
  list: userProcedure
    .input(schema.listUsers)
    .output(schema.userPage)
    .query(({ ctx, input }) => listUsers(ctx.service, input)),
  get: userProcedure
    .input(schema.userById)
    .output(schema.userDetail)
    .query(({ ctx, input }) => getUser(ctx.service, input)),
  lookup: userProcedure
    .input(schema.lookupUsers)
    .output(schema.foundUsers)
    .query(({ ctx, input }) => lookupUsers(ctx.service, input)),
  impact: userProcedure
    .input(schema.userImpactInput)
    .output(schema.userImpact)
    .query(({ ctx, input }) => readUserImpact(ctx.service, input)),
  update: userProcedure
    .input(schema.updateUser)
    .output(schema.userDetail)
    .mutation(({ ctx, input }) => updateUser(ctx.service, input)),
  setGroups: userProcedure
    .input(schema.setUserGroups)
    .output(schema.userDetail)
    .mutation(({ ctx, input }) => setUserGroups(ctx.service, input)),
  setMaxDevices: userProcedure
    .input(schema.setUserMaxDevices)
    .output(schema.userDetail)
    .mutation(({ ctx, input }) => setUserMaxDevices(ctx.service, input)),
  resetPassword: userProcedure
    .input(makePasswordReset)
    .output(madePasswordReset)
    .mutation(({ ctx, input }) => resetPassword(ctx.service, input)),
  setRoles: userProcedure
    .input(schema.setUserRoles)
    .output(schema.userDetail)
    .mutation(({ ctx, input }) => setUserRoles(ctx.service, input)),
  invite: userProcedure
    .input(inviteUsersInput)
    .output(invitationResults)
    .mutation(({ ctx, input }) => inviteUsers(ctx.service, input)),
  resendInvitation: userProcedure
    .input(schema.userById)
    .output(resentInvitation)
    .mutation(({ ctx, input }) => resendInvitation(ctx.service, input)),
  revokeInvitation: userProcedure
    .input(schema.userById)
    .output(schema.userDetail)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.service, input)),
  deactivate: userProcedure
    .input(schema.deactivateUser)
    .output(schema.userDetail)
    .mutation(({ ctx, input }) => deactivateUser(ctx.service, input)),
  reactivate: userProcedure
    .input(schema.userById)
    .output(schema.userDetail)
    .mutation(({ ctx, input }) => reactivateUser(ctx.service, input)),
  resetFactors: userProcedure
    .input(schema.userById)
    .output(schema.userDetail)
    .mutation(({ ctx, input }) => resetFactors(ctx.service, input)),
  delete: userProcedure
    .input(schema.userById)
    .output(cascadeDetail)
    .mutation(({ ctx, input }) => deleteUser(ctx.service, input)),
});
