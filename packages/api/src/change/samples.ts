import { aPage, none, type Samples } from "../testing/samples.ts";
import type { cascadeRouter } from "./router.ts";

export const cascadeSamples = {
  get: (ids) => ({ id: ids.cascade }),
  list: (ids) => ({ userId: ids.user, status: ["running"], state: ["unconfirmed"], ...aPage }),
  unconfirmed: () => aPage,
  devices: (ids) => ({ id: ids.cascade, ...aPage }),
  made: (ids) => ({ id: ids.cascade }),
  seal: (ids) => ({ id: ids.cascade }),
  retry: (ids) => ({ id: ids.cascade }),
  watch: none,
} satisfies Samples<typeof cascadeRouter>;
