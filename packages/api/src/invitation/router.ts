import { acceptInvitation } from "@portcullis/services/invitation/accept-invitation";
import { inspectInvitation } from "@portcullis/services/invitation/inspect-invitation";
import { getSendingInvitations } from "@portcullis/services/invitation-run/get-sending-invitations";
import { stopInvitations } from "@portcullis/services/invitation-run/stop-invitations";
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

export const invitationRouter = router({
  inspect: mutation(inspectInvitation),
  accept: mutation(acceptInvitation),
  sending: query(getSendingInvitations),
  stopSending: mutation(stopInvitations),
});
