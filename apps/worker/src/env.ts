import { hasSender, mailSettingsOf, mailVariables, senderMissing } from "@portcullis/domain/mail-variables";
import { traceRatioOf, traceVariables } from "@portcullis/telemetry/trace-variables";
import { z } from "zod";

const healthPort = "HEALTH_PORT must be a port number; 0 takes any free port.";

const variables = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "DATABASE_URL must be a postgres:// URL of the application role.",
  }),
  HEALTH_PORT: z.coerce.number(healthPort).int(healthPort).min(0, healthPort).max(65_535, healthPort).default(0),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], "LOG_LEVEL must be debug, info, warn or error.")
    .default("info"),
  ...mailVariables,
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "PUBLIC_URL must be an address such as https://console.example.com." })
    .optional(),
  ...traceVariables,
});

const environment = variables
  .refine(hasSender, { error: senderMissing })
  .refine((given) => !given.SMTP_URL || given.PUBLIC_URL, {
    error:
      "PUBLIC_URL must be the address of the console, as in the console's own environment: the links in mails lead there.",
  });

/** The worker's configuration; a mistake ends the start with a sentence for each. An empty variable counts as none. */
export function readEnvironment() {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  // The share of traces that are kept; undefined: none are made.
  if (parsed.success) return { ...parsed.data, traceRatio: traceRatioOf(parsed.data), mail: mailOf(parsed.data) };
  for (const issue of parsed.error.issues) process.stderr.write(`${issue.message}\n`);
  process.exit(1);
}

/** Undefined: this worker mails nothing. */
function mailOf(given: z.infer<typeof variables>) {
  const settings = mailSettingsOf(given);
  return settings && given.PUBLIC_URL ? { ...settings, publicUrl: new URL(given.PUBLIC_URL) } : undefined;
}
