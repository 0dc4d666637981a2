import { delimiter } from "node:path";
import { logLevel, parseEnvOrExit, port } from "@portcullis/runtime/env-fragments";
import { z } from "zod";

const folders = "SIMULATED_GATEWAYS must name a folder for each gateway, separated by colons.";

const environment = z.object({
  PORTCULLIS_URL: z.url({ protocol: /^https?$/, error: "PORTCULLIS_URL must be the address of the console." }),
  /** As in PATH. Each holds the token of one gateway, and what its agent remembers. */
  SIMULATED_GATEWAYS: z
    .string(folders)
    .transform((list) => list.split(delimiter).filter(Boolean))
    .refine((list) => list.length > 0, folders),
  HEALTH_PORT: port("HEALTH_PORT", { least: 0 }).default(0),
  LOG_LEVEL: logLevel,
});

/** The configuration of the simulated gateways; a mistake ends the start with a sentence for each. */
export const readEnvironment = () => parseEnvOrExit(environment, process.env);
