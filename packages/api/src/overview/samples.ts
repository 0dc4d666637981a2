import { none, type Samples } from "../testing/samples.ts";
import type { overviewRouter } from "./router.ts";

export const overviewSamples = {
  get: none,
  connections: () => ({ span: "24h" }),
} satisfies Samples<typeof overviewRouter>;
