import * as schema from "@portcullis/domain/invitation";
import { acceptInvitation } from "@portcullis/services/invitation/accept-invitation";
import { inspectInvitation } from "@portcullis/services/invitation/inspect-invitation";
import { router } from "../init.ts";
import { publicProcedure } from "../user-procedure.ts";

export const invitationRouter = router({
  inspect: publicProcedure
    .input(schema.inspectInvitation)
    .output(schema.invitationView)
    .mutation(({ ctx, input }) => inspectInvitation(ctx.service, input)),
  accept: publicProcedure
    .input(schema.acceptInvitation)
    .output(schema.acceptedInvitation)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.service, input)),
});
