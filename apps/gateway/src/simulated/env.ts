import { delimiter } from "node:path";
import { z } from "zod";

const healthPort = "HEALTH_PORT must be a port number; 0 takes any free port on loopback.";

const folders = "SIMULATED_GATEWAYS must name a folder for each gateway, separated by colons.";

const environment = z.object({
  PORTCULLIS_URL: z.url({ protocol: /^https?$/, error: "PORTCULLIS_URL must be the address of the console." }),
  /** As in PATH. Each holds the token of one gateway, and what its agent remembers. */
  SIMULATED_GATEWAYS: z
    .string(folders)
    .transform((list) => list.split(delimiter).filter(Boolean))
    .refine((list) => list.length > 0, folders),
  HEALTH_PORT: z.coerce.number(healthPort).int(healthPort).min(0, healthPort).max(65_535, healthPort).default(0),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], "LOG_LEVEL must be debug, info, warn or error.")
    .default("info"),
});

/** The configuration of the simulated gateways; a mistake ends the start with a sentence for each. */
export function readEnvironment(): z.infer<typeof environment> {
  const parsed = environment.safeParse(process.env);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) process.stderr.write(`${issue.message}\n`);
  process.exit(1);
}
