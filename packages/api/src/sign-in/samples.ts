import { none, type Samples } from "../testing/samples.ts";
import type { signInRouter } from "./router.ts";

export const signInSamples = { challenge: none } satisfies Samples<typeof signInRouter>;
