import { type Samples } from "../testing/samples.ts";
import type { accessRouter } from "./router.ts";

export const accessSamples = {
  explain: (ids) => ({ userId: ids.user, deviceId: ids.device }),
} satisfies Samples<typeof accessRouter>;
