import { createServer, type Server } from "node:http";
import { type AppRouter, appRouter } from "@portcullis/api/router";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { openListener } from "@portcullis/db/listen";
import { isMigrated } from "@portcullis/db/migration-state";
import { noMailer } from "@portcullis/mail/no-mailer";
import { smtpMailer } from "@portcullis/mail/smtp-mailer";
import { type Logger, pino } from "pino";
import { authSecret, createRuntime } from "./create-runtime.ts";
import { describeError } from "./describe-error.ts";
import { drainable } from "./drain.ts";
import { prepareEnvironment, readEnv } from "./env.ts";
import { requestListener } from "./http/request-listener.ts";
import { setTimeouts } from "./http/timeouts.ts";
import { loadPages } from "./pages.ts";
import { provideRuntime } from "./runtime.ts";

/** A console that serves. */
export interface RunningConsole {
  readonly port: number;
  /** Lets requests under way finish and frees everything. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the console: configuration, database, Next, then the port. Resolves when it serves.
 * @param router what it serves: a benchmark adds to the product's
 * @throws {Error} with sentences for people: configuration, an unreachable or outdated database, a taken port
 */
export async function startConsole(directory: string, router: AppRouter = appRouter): Promise<RunningConsole> {
  const env = readEnv();
  prepareEnvironment({ ...env, authSecret: authSecret(env.secret) });
  const logger = pino({ base: null, level: env.logLevel });
  const db = openDatabase(env.databaseUrl, { applicationName: "portcullis console" });
  if (!(await isMigrated(db))) {
    throw new Error("The database is older than this version of Portcullis. Run db:migrate first.");
  }
  const listener = await openListener(env.databaseUrl, "portcullis console listen");
  const mailer = env.mail ? smtpMailer({ ...env.mail, log: (error) => logMailFailure(logger, error) }) : noMailer;
  const runtime = createRuntime({ router, db, listener, mailer, logger, secret: env.secret, publicUrl: env.publicUrl });
  provideRuntime(runtime);

  const server = createServer();
  setTimeouts(server);
  const pages = await loadPages({ directory, server, port: env.port, isDevelopment: env.isDevelopment });
  const isReady = () => isMigrated(db).catch(() => false);
  const drain = drainable(server);
  server.on("request", requestListener({ runtime, env, pages, isReady }));
  const port = await listen(server, env.port);
  logger.info({ port, url: env.publicUrl.origin }, "ready");

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await drain();
    mailer.close();
    await Promise.allSettled([pages.close(), listener.close(), closeDatabase(db)]);
    logger.info("stopped");
  };
  return { port, stop: () => (stopped ??= stop()) };
}

/** A server that refuses a mail repeats whom it was for. */
function logMailFailure(logger: Logger, error: unknown): void {
  logger.error({ error: describeError(error).map(({ name, code }) => ({ name, code })) }, "mail not taken");
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
