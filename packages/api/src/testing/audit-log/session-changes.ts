import type { Changes } from "./change.ts";

export const sessionChanges: Changes = {
  "session.revoke": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    const { sessionId } = await fixture.signIn(user.id);
    return {
      ask: () => admin.session.revoke({ id: sessionId }),
      action: "session.revoked",
      target: { kind: "session", id: sessionId },
      subjectId: user.id,
    };
  },
  "session.revokeAll": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    const { sessionId } = await fixture.signIn(user.id);
    return {
      ask: () => admin.session.revokeAll({ userId: user.id }),
      action: "session.revoked",
      target: { kind: "session", id: sessionId },
      subjectId: user.id,
    };
  },
};
