import { aPage, none, type Samples } from "../testing/samples.ts";
import type { auditRouter } from "./router.ts";

export const auditSamples = {
  list: (ids) => ({
    actorId: ids.user,
    targetId: ids.user,
    action: ["user.updated"],
    from: new Date(0),
    to: new Date(),
    ...aPage,
  }),
  seal: none,
} satisfies Samples<typeof auditRouter>;
