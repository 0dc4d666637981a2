import { invite } from "../invite.ts";
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
};
