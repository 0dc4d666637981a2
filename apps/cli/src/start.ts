import { readStartEnv } from "./env.ts";

readStartEnv();
