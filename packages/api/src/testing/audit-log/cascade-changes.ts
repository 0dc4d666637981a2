import { parkCascade } from "../park-cascade.ts";
import type { Changes } from "./change.ts";

export const cascadeChanges: Changes = {
  "cascade.retry": async (fixture) => {
    const { admin, user } = await fixture.aUserWithDevices();
    const id = (await admin.user.deactivate({ id: user.id })).cascade?.id ?? "";
    await parkCascade(fixture, id);
    return {
      ask: () => admin.cascade.retry({ id }),
      action: "cascade.retried",
      target: { kind: "cascade", id },
      subjectId: user.id,
    };
  },
};
