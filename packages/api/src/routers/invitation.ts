import * as schema from "@portcullis/domain/invitation";
import * as run from "@portcullis/domain/invitation-run";
import { acceptInvitation } from "@portcullis/services/invitation/accept-invitation";
import { inspectInvitation } from "@portcullis/services/invitation/inspect-invitation";
import { getSendingInvitations } from "@portcullis/services/invitation-run/get-sending-invitations";
import { stopInvitations } from "@portcullis/services/invitation-run/stop-invitations";
import { router } from "../init.ts";
import { publicProcedure, userProcedure } from "../user-procedure.ts";

export const invitationRouter = router({
  inspect: publicProcedure
    .input(schema.inspectInvitation)
    .output(schema.invitationView)
    .mutation(({ ctx, input }) => inspectInvitation(ctx.service, input)),
  accept: publicProcedure
    .input(schema.acceptInvitation)
    .output(schema.acceptedInvitation)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.service, input)),
  sending: userProcedure.output(run.sendingInvitations).query(({ ctx }) => getSendingInvitations(ctx.service)),
  stopSending: userProcedure
    .input(run.stopInvitations)
    .output(run.stoppedInvitations)
    .mutation(({ ctx }) => stopInvitations(ctx.service)),
});
