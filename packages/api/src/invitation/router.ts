import { router } from "../kernel/init.ts";
import { mutation, query } from "../kernel/procedure.ts";
import { acceptInvitation, inspectInvitation } from "./accept-invitation.ts";
import { getSendingInvitations } from "./get-sending-invitations.ts";
import { stopInvitations } from "./stop-invitations.ts";

export const invitationRouter = router({
  inspect: mutation(inspectInvitation),
  accept: mutation(acceptInvitation),
  sending: query(getSendingInvitations),
  stopSending: mutation(stopInvitations),
});
