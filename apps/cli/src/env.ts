import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { reachOf } from "@portcullis/domain/console-reach";
import { isReachableByOthers } from "@portcullis/embedded-postgres/server-user";
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
} from "@portcullis/runtime/env-fragments";
import { z } from "zod";

/**
 * Where the data of a clone lies when nobody says otherwise: in it. Started by root, the database runs as `nobody`; where
 * that one may not enter the clone, the data lie in a folder of that clone's own that everybody may reach.
 */
export async function defaultDataFolder(clone: string, isRoot: boolean): Promise<string> {
  if (!isRoot || (await isReachableByOthers(clone))) return join(clone, ".portcullis");
  const hash = createHash("sha256").update(clone).digest("hex").slice(0, 8);
  return join("/var/lib/portcullis", `${basename(clone)}-${hash}`);
}

/** What a command is told from outside, checked. */
export interface CommandEnv {
  /** Of the embedded database, generated secrets and logs. */
  readonly dataFolder: string;
  /** A database of the operator's own; undefined: the embedded one. */
  readonly ownDatabase: DatabaseUrls | undefined;
}

/** What `start` is told beyond that. */
export interface StartEnv extends CommandEnv {
  /** The address that the console listens on. */
  readonly host: string;
  readonly port: number;
  /** Where browsers find the console: an origin. */
  readonly publicUrl: string;
  /** Whether that was said rather than assumed: a link that is handed out must lead there. */
  readonly isPublicUrlGiven: boolean;
  readonly trustedProxies: string;
  readonly logLevel: string;
  /** The server that takes mails, and who they are from; undefined: none, links are handed on by people. */
  readonly mail: MailSettings | undefined;
  /** Port on loopback of the console's metrics, the worker's is the next one; undefined: any that are free. */
  readonly metricsPort: number | undefined;
  /** Seconds for which the console serves on when it is asked to end. */
  readonly drainSeconds: number;
  /** Signs session cookies; undefined: one generated into the data folder. */
  readonly secret: string | undefined;
  /** Whether demo data go into an empty database; undefined: only where nobody else can reach the console. */
  readonly demo: boolean | undefined;
  /** Whether a simulated gateway runs beside the demo data. */
  readonly hasSimulatedGateway: boolean;
}

type Source = Readonly<Record<string, string | undefined>>;

/** The clone: what this file lies three folders below. */
export const cloneFolder = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const commandVariables = z
  .object({
    PORTCULLIS_DATA: z.string().optional(),
    DATABASE_URL: databaseUrl("DATABASE_URL", "application").optional(),
    DATABASE_OWNER_URL: databaseUrl("DATABASE_OWNER_URL", "owner").optional(),
  })
  .refine((given) => !given.DATABASE_URL === !given.DATABASE_OWNER_URL, {
    error:
      "DATABASE_URL (application role) and DATABASE_OWNER_URL (owner) belong together: set both, or neither to use the embedded database.",
  });

const startVariables = z
  .object({
    HOST: listenHost,
    PORT: port("PORT").default(3000),
    PUBLIC_URL: publicUrl.optional(),
    TRUSTED_PROXIES: z.string().default(""),
    LOG_LEVEL: logLevel,
    PORTCULLIS_SECRET: consoleSecret.optional(),
    ...mailVariables,
    PORTCULLIS_DEMO: z.enum(["on", "off"], "PORTCULLIS_DEMO must be on or off.").optional(),
    PORTCULLIS_DEMO_GATEWAY: z.enum(["on", "off"], "PORTCULLIS_DEMO_GATEWAY must be on or off.").default("on"),
    // The worker has the port after it.
    METRICS_PORT: port("METRICS_PORT", { most: 65_534 }).optional(),
    // Nobody takes over from the only console there is: then waiting is of no use.
    DRAIN_SECONDS: drainSeconds.default(0),
  })
  .refine(hasSender, { error: senderMissing });

/**
 * The configuration that all commands share.
 * @throws {Error} with a sentence for every mistake, one per line
 */
export async function readCommandEnv(source: Source = process.env): Promise<CommandEnv> {
  return commandEnv(parseEnv(commandVariables, source));
}

/**
 * The configuration of `start`.
 * @throws {Error} with a sentence for every mistake, one per line
 */
export async function readStartEnv(source: Source = process.env): Promise<StartEnv> {
  const given = parseEnv(z.intersection(commandVariables, startVariables), source);
  return {
    ...(await commandEnv(given)),
    host: given.HOST,
    port: given.PORT,
    publicUrl: given.PUBLIC_URL?.origin ?? `http://localhost:${given.PORT}`,
    isPublicUrlGiven: given.PUBLIC_URL !== undefined,
    trustedProxies: given.TRUSTED_PROXIES,
    logLevel: given.LOG_LEVEL,
    mail: mailSettingsOf(given),
    metricsPort: given.METRICS_PORT,
    drainSeconds: given.DRAIN_SECONDS,
    secret: given.PORTCULLIS_SECRET,
    demo: given.PORTCULLIS_DEMO === undefined ? undefined : given.PORTCULLIS_DEMO === "on",
    hasSimulatedGateway: given.PORTCULLIS_DEMO_GATEWAY === "on",
  };
}

/** Why others can reach the console of this configuration, or its accounts; empty where nobody can. */
export function exposureOfStart(env: StartEnv): string[] {
  const reach = reachOf({ host: env.host, publicUrl: new URL(env.publicUrl), hasMail: env.mail !== undefined });
  return [
    ...reach,
    // Whoever trusts a proxy has one, even where PUBLIC_URL was forgotten.
    ...(env.trustedProxies.trim() === "" ? [] : [`TRUSTED_PROXIES is ${env.trustedProxies}`]),
    ...(env.ownDatabase ? ["DATABASE_URL points to your own database"] : []),
  ];
}

async function commandEnv(given: z.infer<typeof commandVariables>): Promise<CommandEnv> {
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: applicationUrl } = given;
  return {
    dataFolder: given.PORTCULLIS_DATA ?? (await defaultDataFolder(cloneFolder, process.geteuid?.() === 0)),
    ownDatabase: ownerUrl && applicationUrl ? { ownerUrl, applicationUrl } : undefined,
  };
}

const inherited = ["PATH", "HOME", "TMPDIR", "LANG", "TZ", "NODE_EXTRA_CA_CERTS"];

/** Where traces go to, and whatever else OpenTelemetry's exporter reads from there itself. */
const isForTraces = (name: string) => name.startsWith("OTEL_");

/** What a process that we start may know of our surroundings; never the owner's connection string. */
export function environment(source: Source = process.env): Record<string, string> {
  const names = [...inherited, ...Object.keys(source).filter(isForTraces)];
  return Object.fromEntries(names.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
}
