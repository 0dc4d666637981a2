import { hostDefault, hostMistake, isListenAddress, isLocalName } from "@portcullis/domain/console-reach";
import {
  hasSender,
  type MailSettings,
  mailSettingsOf,
  mailVariables,
  senderMissing,
} from "@portcullis/domain/mail-variables";
import { traceRatioOf, traceVariables } from "@portcullis/telemetry/trace-variables";
import { z } from "zod";
import { trustedProxies } from "./http/client-address.ts";

/** What the console is told from outside, checked. */
export interface ConsoleEnv {
  readonly databaseUrl: string;
  readonly secret: string;
  /** The address that it listens on. */
  readonly host: string;
  readonly port: number;
  /** Where browsers find the console: an origin, without path. */
  readonly publicUrl: URL;
  readonly trustedProxies: ReturnType<typeof trustedProxies>;
  /** The server that takes mails, where one is configured. */
  readonly mail: MailSettings | undefined;
  readonly isDevelopment: boolean;
  readonly logLevel: string;
  /** Port on loopback for metrics and probes; 0: any free one, undefined: none. */
  readonly metricsPort: number | undefined;
  /** Seconds for which it serves on, though not ready any more, when asked to end. */
  readonly drainSeconds: number;
  /** The share of traces that are kept; undefined: none are made. */
  readonly traceRatio: number | undefined;
}

/** 32 characters of base64 are 192 bits; what is typed by hand has less, so shorter is surely too short. */
const secretMinLength = 32;

const metricsPort = "METRICS_PORT must be a port number; 0 takes any free port on loopback.";

/** After these, requests under way need time to finish before whoever started us kills. */
const drainSeconds = "DRAIN_SECONDS must be a number from 0 to 5.";

const variables = z
  .object({
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: "DATABASE_URL must be a postgres:// URL of the application role.",
    }),
    PORTCULLIS_SECRET: z
      .string("PORTCULLIS_SECRET is missing; generate one with: openssl rand -base64 32")
      .min(secretMinLength, `PORTCULLIS_SECRET needs at least ${secretMinLength} characters.`),
    HOST: z.string().refine(isListenAddress, hostMistake).default(hostDefault),
    PORT: z.coerce
      .number("PORT must be a number.")
      .int()
      .min(0)
      .max(65_535, "PORT must be a port from 0 to 65535.")
      .default(3000),
    PUBLIC_URL: z.string().optional(),
    TRUSTED_PROXIES: z.string().default(""),
    ...mailVariables,
    NODE_ENV: z.string().optional(),
    LOG_LEVEL: z
      .enum(["debug", "info", "warn", "error", "silent"], "LOG_LEVEL must be debug, info, warn, error or silent.")
      .default("info"),
    METRICS_PORT: z.coerce.number(metricsPort).int(metricsPort).min(0, metricsPort).max(65_535, metricsPort).optional(),
    DRAIN_SECONDS: z.coerce.number(drainSeconds).min(0, drainSeconds).max(5, drainSeconds).default(3),
    ...traceVariables,
  })
  .transform((vars, ctx): ConsoleEnv => {
    const refuse = (message: string) => ctx.addIssue({ code: "custom", message });
    const publicUrl = readPublicUrl(vars.PUBLIC_URL || `http://localhost:${vars.PORT}`, refuse);
    if (!hasSender(vars)) refuse(senderMissing);
    return {
      databaseUrl: vars.DATABASE_URL,
      secret: vars.PORTCULLIS_SECRET,
      host: vars.HOST,
      port: vars.PORT,
      publicUrl,
      trustedProxies: trustedProxies(vars.TRUSTED_PROXIES, refuse),
      mail: mailSettingsOf(vars),
      isDevelopment: vars.NODE_ENV === "development",
      logLevel: vars.LOG_LEVEL,
      metricsPort: vars.METRICS_PORT,
      drainSeconds: vars.DRAIN_SECONDS,
      traceRatio: traceRatioOf(vars),
    };
  });

function readPublicUrl(value: string, refuse: (message: string) => void): URL {
  if (!URL.canParse(value)) {
    refuse("PUBLIC_URL must be a URL such as https://console.example.com.");
    return new URL("http://localhost");
  }
  const url = new URL(value);
  if (url.protocol !== "https:" && url.protocol !== "http:") refuse("PUBLIC_URL must begin with https://.");
  if (url.pathname !== "/" || url.search || url.hash || url.username) {
    refuse("PUBLIC_URL must be an origin without a path, such as https://console.example.com.");
  }
  if (url.protocol === "http:" && !isLocalName(url.hostname)) {
    refuse("PUBLIC_URL must be https unless its host is localhost: cookies and passwords would travel in the clear.");
  }
  return url;
}

/**
 * The configuration of this process.
 * @throws {Error} with a sentence for every mistake, one per line
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): ConsoleEnv {
  const parsed = variables.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
}

/** What React, Next and next-auth read from the environment themselves, to be set before they are loaded. */
export function prepareEnvironment(settings: {
  readonly isDevelopment: boolean;
  readonly publicUrl: URL;
  readonly authSecret: string;
}): void {
  Object.assign(process.env, {
    NODE_ENV: settings.isDevelopment ? "development" : "production",
    NEXTAUTH_URL: settings.publicUrl.origin,
    NEXTAUTH_SECRET: settings.authSecret,
    NEXT_TELEMETRY_DISABLED: "1",
  });
}
