import { invite } from "../invite.ts";
import { queuePeople } from "../queue-people.ts";
import type { Changes } from "./change.ts";

export const invitationChanges: Changes = {
  "invitation.accept": async (fixture) => {
    const { userId, token } = await invite(fixture);
    const names = { firstName: "Linus", lastName: "Newman" };
    return {
      ask: () => fixture.admin.call.invitation.accept({ token, ...names, password: "correct horse battery" }),
      action: "user.invitation_accepted",
      actorId: userId,
      target: { kind: "user", id: userId },
      subjectId: userId,
      changed: ["status"],
      details: { after: names },
      personal: ["Linus", "Newman"],
    };
  },
  "invitation.stopSending": async (fixture) => {
    await fixture.admin.call.invitation.stopSending({});
    await queuePeople(fixture, 3);
    return {
      ask: () => fixture.admin.call.invitation.stopSending({}),
      action: "tenant.invitations_stopped",
      target: { kind: "tenant", id: fixture.tenantId },
      subjectId: null,
      details: { after: { waiting: 3 } },
    };
  },
};
