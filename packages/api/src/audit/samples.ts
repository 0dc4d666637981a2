import { timestampNow, toTimestamp } from "@portcullis/domain/timestamp";
import { aPage, none, type Samples } from "../testing/samples.ts";
import type { auditRouter } from "./router.ts";

export const auditSamples = {
  list: (ids) => ({
    actorId: ids.user,
    targetId: ids.user,
    action: ["user.updated"],
    from: toTimestamp(0),
    to: timestampNow(),
    ...aPage,
  }),
  seal: none,
} satisfies Samples<typeof auditRouter>;
