import { aPage, type Samples } from "../testing/samples.ts";
import type { sessionRouter } from "./router.ts";

export const sessionSamples = {
  list: (ids) => ({ userId: ids.user, ...aPage }),
  revoke: (ids) => ({ id: ids.session }),
  revokeAll: (ids) => ({ userId: ids.user }),
} satisfies Samples<typeof sessionRouter>;
