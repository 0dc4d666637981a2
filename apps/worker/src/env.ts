import {
  databaseUrl,
  hasSender,
  logLevel,
  mailSettingsOf,
  mailVariables,
  parseEnvOrExit,
  port,
  publicUrl,
  senderMissing,
  traceRatioOf,
  traceVariables,
} from "@portcullis/runtime/env-fragments";
import { z } from "zod";

const environment = z
  .object({
    DATABASE_URL: databaseUrl("DATABASE_URL", "application"),
    HEALTH_PORT: port("HEALTH_PORT", { least: 0 }).default(0),
    LOG_LEVEL: logLevel,
    ...mailVariables,
    PUBLIC_URL: publicUrl.optional(),
    ...traceVariables,
  })
  .refine(hasSender, { error: senderMissing })
  .refine((given) => !given.SMTP_URL || given.PUBLIC_URL, {
    error:
      "PUBLIC_URL must be the address of the console, as in the console's own environment: the links in mails lead there.",
  });

/** The worker's configuration; a mistake ends the start with a sentence for each. */
export function readEnvironment() {
  const given = parseEnvOrExit(environment, process.env);
  // The share of traces that are kept; undefined: none are made.
  return { ...given, traceRatio: traceRatioOf(given), mail: mailOf(given) };
}

/** Undefined: this worker mails nothing. */
function mailOf(given: z.infer<typeof environment>) {
  const settings = mailSettingsOf(given);
  return settings && given.PUBLIC_URL ? { ...settings, publicUrl: given.PUBLIC_URL } : undefined;
}
