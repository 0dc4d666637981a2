import { mailsPerHourMax } from "@portcullis/domain/mail-budget";
import { traceRatioOf, traceVariables } from "@portcullis/telemetry/trace-variables";
import { z } from "zod";

const healthPort = "HEALTH_PORT must be a port, 0 for any free one.";

const mailsMistake = `MAILS_PER_HOUR must be a number from 1 to ${mailsPerHourMax}.`;

const variables = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "DATABASE_URL must be a postgres:// URL of the application role.",
  }),
  HEALTH_PORT: z.coerce.number(healthPort).int(healthPort).min(0, healthPort).max(65_535, healthPort).default(0),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], "LOG_LEVEL must be debug, info, warn or error.")
    .default("info"),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "SMTP_URL must be a URL such as smtp://user:password@mail.example.com:587." })
    .optional(),
  MAIL_FROM: z.string().optional(),
  MAILS_PER_HOUR: z.coerce
    .number(mailsMistake)
    .int(mailsMistake)
    .min(1, mailsMistake)
    .max(mailsPerHourMax, mailsMistake)
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "PUBLIC_URL must be an address such as https://console.example.com." })
    .optional(),
  ...traceVariables,
});

const environment = variables
  .refine((given) => !given.SMTP_URL || given.MAIL_FROM, {
    error: "MAIL_FROM must say who mails are from, such as portcullis@example.com.",
  })
  .refine((given) => !given.SMTP_URL || given.PUBLIC_URL, {
    error: "PUBLIC_URL must say where the console is, as there: the links in mails lead to it.",
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
function mailOf({ SMTP_URL, MAIL_FROM, MAILS_PER_HOUR, PUBLIC_URL }: z.infer<typeof variables>) {
  if (!SMTP_URL || !MAIL_FROM || !PUBLIC_URL) return undefined;
  return { url: SMTP_URL, from: MAIL_FROM, perHour: MAILS_PER_HOUR, publicUrl: new URL(PUBLIC_URL) };
}
