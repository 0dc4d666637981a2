import {
  consoleSecret,
  databaseUrl,
  drainSeconds,
  hasSender,
  listenHost,
  logLevel,
  type MailSettings,
  mailSettingsOf,
  mailVariables,
  parseEnv,
  port,
  publicUrl,
  senderMissing,
  traceRatioOf,
  traceVariables,
} from "@portcullis/runtime/env-fragments";
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

const variables = z
  .object({
    DATABASE_URL: databaseUrl("DATABASE_URL", "application"),
    PORTCULLIS_SECRET: consoleSecret,
    HOST: listenHost,
    PORT: port("PORT", { least: 0 }).default(3000),
    PUBLIC_URL: publicUrl.optional(),
    TRUSTED_PROXIES: z.string().default(""),
    ...mailVariables,
    NODE_ENV: z.string().optional(),
    LOG_LEVEL: logLevel,
    METRICS_PORT: port("METRICS_PORT", { least: 0 }).optional(),
    DRAIN_SECONDS: drainSeconds.default(3),
    ...traceVariables,
  })
  .refine(hasSender, { error: senderMissing })
  .transform((vars, ctx): ConsoleEnv => {
    const refuse = (message: string) => ctx.addIssue({ code: "custom", message });
    return {
      databaseUrl: vars.DATABASE_URL,
      secret: vars.PORTCULLIS_SECRET,
      host: vars.HOST,
      port: vars.PORT,
      publicUrl: vars.PUBLIC_URL ?? new URL(`http://localhost:${vars.PORT}`),
      trustedProxies: trustedProxies(vars.TRUSTED_PROXIES, refuse),
      mail: mailSettingsOf(vars),
      isDevelopment: vars.NODE_ENV === "development",
      logLevel: vars.LOG_LEVEL,
      metricsPort: vars.METRICS_PORT,
      drainSeconds: vars.DRAIN_SECONDS,
      traceRatio: traceRatioOf(vars),
    };
  });

/**
 * The configuration of this process.
 * @throws {Error} with a sentence for every mistake, one per line
 */
export const readEnv = (): ConsoleEnv => parseEnv(variables, process.env);

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
