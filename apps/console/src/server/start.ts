import { createServer, type Server } from "node:http";
import { appRouter } from "@portcullis/api/router";
import { assertNoPublishedAccounts } from "@portcullis/api/tenant/published-accounts";
import { sessionCookieName } from "@portcullis/auth/cookies";
import { assertApplicationRole } from "@portcullis/db/application-role";
import { closeDatabase, openDatabase, poolSize } from "@portcullis/db/client";
import { openListener } from "@portcullis/db/listen";
import { isMigrated } from "@portcullis/db/migration-state";
import { reachOf } from "@portcullis/domain/console-reach";
import { describeError } from "@portcullis/runtime/describe-error";
import { noMailer } from "@portcullis/runtime/mail/mailer";
import { smtpMailer } from "@portcullis/runtime/mail/smtp-mailer";
import { collectProcessMetrics, poolMetrics } from "@portcullis/runtime/metrics";
import { closeMetricsServer, startMetricsServer } from "@portcullis/runtime/metrics-server";
import { type FailingParts, readiness } from "@portcullis/runtime/probes";
import { startTracing } from "@portcullis/runtime/tracing";
import { type Logger, pino } from "pino";
import { consoleChecks } from "./console-checks.ts";
import { authSecret, createRuntime } from "./create-runtime.ts";
import { drainable } from "./drain.ts";
import { prepareEnvironment, readEnv } from "./env.ts";
import { KnownCallers } from "./http/caller.ts";
import { requestListener } from "./http/request-listener.ts";
import { setTimeouts } from "./http/timeouts.ts";
import { loadPages } from "./pages.ts";
import { provideRuntime } from "./runtime.ts";
import { workerState } from "./worker-state.ts";

/** Connections for what streams read again and again, beside those of calls: neither can starve the other. */
const streamConnections = 3;
/** Milliseconds; a session that is locked is read by itself after that, so that it does not hold up the others. */
const streamTimeouts = { lock: 1_000, statement: 5_000, idleInTransaction: 15_000 };

/** A console that serves. */
export interface RunningConsole {
  readonly port: number;
  /**
   * Finishes the requests in progress and frees everything; safe to call twice. If another instance takes over, it keeps
   * serving for a moment, so that the load balancer can switch.
   */
  stop(isReplaced?: boolean): Promise<void>;
}

/**
 * Starts the console: configuration, database, Next, then the port. Resolves when it serves.
 * @throws {Error} with sentences for people: configuration, an unreachable or outdated database, a role that policies do not bind, a taken port
 */
export async function startConsole(directory: string): Promise<RunningConsole> {
  const env = readEnv();
  prepareEnvironment({ ...env, authSecret: authSecret(env.secret) });
  const logger = pino({ base: null, level: env.logLevel });
  const { traceRatio } = env;
  const endTracing =
    traceRatio === undefined ? undefined : await startTracing({ serviceName: "portcullis-console", ratio: traceRatio });
  const db = openDatabase(env.databaseUrl, {
    applicationName: "portcullis console",
    watch: poolMetrics(poolSize),
    isShared: true,
  });
  await assertApplicationRole(db.$client);
  if (!(await isMigrated(db))) {
    throw new Error("The database is older than this version of Portcullis. Run db:migrate first.");
  }
  await assertNoPublishedAccounts(db, reachOf({ ...env, hasMail: env.mail !== undefined }));
  const streamsDb = openDatabase(env.databaseUrl, {
    applicationName: "portcullis console streams",
    max: streamConnections,
    timeouts: streamTimeouts,
  });
  const listener = await openListener(env.databaseUrl, "portcullis console listen");
  // Of its own: in a rush, a probe that queued behind requests would have every console taken out at once.
  const probes = openDatabase(env.databaseUrl, { applicationName: "portcullis console probes", max: 1 });
  const mailer = env.mail ? smtpMailer({ ...env.mail, log: (error) => logMailFailure(logger, error) }) : noMailer;
  const { secret, publicUrl } = env;
  const callers = new KnownCallers(sessionCookieName(publicUrl));
  const runtime = createRuntime({
    router: appRouter,
    db,
    streamsDb,
    listener,
    mailer,
    logger,
    secret,
    publicUrl,
    callers,
  });
  provideRuntime(runtime);

  const server = createServer();
  setTimeouts(server);
  const pages = await loadPages({ directory, server, port: env.port, isDevelopment: env.isDevelopment });
  const draining = drainable(server);
  const failingParts = readiness(() => !draining.isDraining(), consoleChecks({ db, probes, listener }));
  server.on("request", requestListener({ runtime, env, pages, failingParts, callers }));
  collectProcessMetrics();
  const metricsServer = env.metricsPort === undefined ? undefined : await serveMetrics(env.metricsPort, failingParts);
  const port = await listen(server, env);
  logger.info({ host: env.host, port, url: env.publicUrl.origin, metricsPort: metricsServer?.port }, "ready");

  let stopped: Promise<void> | undefined;
  const stop = async (isReplaced = false) => {
    logger.info({ lingerSeconds: isReplaced ? env.drainSeconds : 0 }, "ending");
    await draining.drain(isReplaced ? env.drainSeconds * 1000 : 0);
    mailer.close();
    const pools = [closeDatabase(probes, 1), closeDatabase(streamsDb, 1), closeDatabase(db)];
    await Promise.allSettled([pages.close(), listener.close(), ...pools]);
    if (metricsServer) await closeMetricsServer(metricsServer);
    await endTracing?.();
    logger.info("stopped");
  };
  return { port, stop: (isReplaced) => (stopped ??= stop(isReplaced)) };
}

function serveMetrics(port: number, failingParts: FailingParts): ReturnType<typeof startMetricsServer> {
  return startMetricsServer(port, failingParts, workerState).catch((cause: unknown) => {
    throw new Error(`Cannot listen on METRICS_PORT ${port}: ${String(cause)}`, { cause });
  });
}

/** A server that refuses a mail repeats whom it was for. */
function logMailFailure(logger: Logger, error: unknown): void {
  logger.error({ error: describeError(error).map(({ name, code }) => ({ name, code })) }, "mail not sent");
}

/** Connections that wait to be taken: where a flood fills Node's 511, a caller's next attempt comes a second later. */
const backlog = 4_096;

function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
