import { hostDefault, hostMistake, isListenAddress, isLocalName } from "@portcullis/domain/console-reach";
import { mailsPerHourMax } from "@portcullis/domain/mail";
import { z } from "zod";

/** What more than one program is told by its environment, so that all of them take and refuse the same. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The checked environment. An empty variable counts as none: that is how shells and container files leave one out.
 * @throws {Error} with a sentence for every mistake, one per line
 */
export function parseEnv<T>(schema: z.ZodType<T>, source: Environment): T {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error([...new Set(parsed.error.issues.map((issue) => issue.message))].join("\n"));
}

/** The same for a program that cannot start without: a mistake ends the process, with its sentences on stderr. */
export function parseEnvOrExit<T>(schema: z.ZodType<T>, source: Environment): T {
  try {
    return parseEnv(schema, source);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

export const databaseUrl = (name: string, role: string) =>
  z.url({ protocol: /^postgres(ql)?$/, error: `${name} must be a postgres:// URL of the ${role} role.` });

/** @param least 0 where the program may take any free one */
export function port(name: string, { least = 1, most = 65_535 }: { least?: 0 | 1; most?: number } = {}) {
  const mistake = `${name} must be a port from ${least} to ${most}${least === 0 ? "; 0 takes any free one" : ""}.`;
  return z.coerce.number(mistake).int(mistake).min(least, mistake).max(most, mistake);
}

export const logLevel = z
  .enum(["debug", "info", "warn", "error", "silent"], "LOG_LEVEL must be debug, info, warn, error or silent.")
  .default("info");

/** The address that the console listens on. */
export const listenHost = z.string().refine(isListenAddress, hostMistake).default(hostDefault);

const drainMistake = "DRAIN_SECONDS must be a number from 0 to 5.";
/** After these, requests under way need time to finish before whoever started the program kills it. */
export const drainSeconds = z.coerce.number(drainMistake).min(0, drainMistake).max(5, drainMistake);

/** 32 characters of base64 are 192 bits; what is typed by hand has less, so shorter is surely too short. */
const secretMinLength = 32;
const generate = "generate one with: openssl rand -base64 32";
export const consoleSecret = z
  .string(`PORTCULLIS_SECRET is missing; ${generate}`)
  .min(secretMinLength, `PORTCULLIS_SECRET needs at least ${secretMinLength} characters; ${generate}`);

const isOrigin = (url: URL) => url.pathname === "/" && !url.search && !url.hash && !url.username;
const isSafe = (url: URL) => url.protocol === "https:" || isLocalName(url.hostname);
/** Where browsers find the console: an origin, without path. */
export const publicUrl = z
  .url({
    protocol: /^https?$/,
    error: "PUBLIC_URL must be an address such as https://console.example.com.",
    abort: true,
  })
  .transform((value) => new URL(value))
  .refine(isOrigin, "PUBLIC_URL must be an origin without a path, such as https://console.example.com.")
  .refine(
    isSafe,
    "PUBLIC_URL must be https unless its host is localhost: cookies and passwords would travel in the clear.",
  );

const mailsMistake = `MAILS_PER_HOUR must be a number from 1 to ${mailsPerHourMax}.`;

/** Mail; without `SMTP_URL` none is sent. */
export const mailVariables = {
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
};
type MailVariables = z.infer<z.ZodObject<typeof mailVariables>>;

/** The server that takes mails, who they are from, and how many it takes in an hour where that is said. */
export interface MailSettings {
  readonly url: string;
  readonly from: string;
  readonly perHour: number | undefined;
}

/** Undefined: no mail is sent. */
export const mailSettingsOf = ({ SMTP_URL, MAIL_FROM, MAILS_PER_HOUR }: MailVariables): MailSettings | undefined =>
  SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM, perHour: MAILS_PER_HOUR } : undefined;

/** Where mails are to be sent, somebody has to be their sender. */
export const hasSender = ({ SMTP_URL, MAIL_FROM }: MailVariables): boolean => !SMTP_URL || !!MAIL_FROM;

export const senderMissing =
  "MAIL_FROM must be set where SMTP_URL is: the sender of the mails, such as portcullis@example.com.";

const ratioMistake = "OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.";

/** Traces, by OpenTelemetry's standard names. Where they go to is read by the exporter itself; here it decides whether there are any. */
export const traceVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number(ratioMistake).min(0, ratioMistake).max(1, ratioMistake).default(1),
};

/** The share of traces that are kept; undefined where nobody wants any. */
export function traceRatioOf(given: z.infer<z.ZodObject<typeof traceVariables>>): number | undefined {
  const isWanted = given.OTEL_EXPORTER_OTLP_ENDPOINT || given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  return isWanted && given.OTEL_SDK_DISABLED !== "true" ? given.OTEL_TRACES_SAMPLER_ARG : undefined;
}
