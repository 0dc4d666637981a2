import { traceRatioOf, traceVariables } from "@portcullis/telemetry/trace-variables";
import { z } from "zod";

const healthPort = "HEALTH_PORT must be a port, 0 for any free one.";

const environment = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "DATABASE_URL must be a postgres:// URL of the application role.",
  }),
  HEALTH_PORT: z.coerce.number(healthPort).int(healthPort).min(0, healthPort).max(65_535, healthPort).default(0),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], "LOG_LEVEL must be debug, info, warn or error.")
    .default("info"),
  ...traceVariables,
});

/** The worker's configuration; a mistake ends the start with a sentence for each. */
export function readEnvironment() {
  const parsed = environment.safeParse(process.env);
  // The share of traces that are kept; undefined: none are made.
  if (parsed.success) return { ...parsed.data, traceRatio: traceRatioOf(parsed.data) };
  for (const issue of parsed.error.issues) process.stderr.write(`${issue.message}\n`);
  process.exit(1);
}
