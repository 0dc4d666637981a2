import { createInternalCaller } from "@portcullis/api/internal-router";
import { assertApplicationRole } from "@portcullis/db/application-role";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { openListener } from "@portcullis/db/listen";
import { databaseChecks, isMigrated } from "@portcullis/db/migration-state";
import { databaseUnreachableExitCode, isDatabaseUnavailable } from "@portcullis/db/unavailable";
import { describeError } from "@portcullis/runtime/describe-error";
import { gracefulShutdown } from "@portcullis/runtime/graceful-shutdown";
import { collectProcessMetrics, poolMetrics } from "@portcullis/runtime/metrics";
import { closeMetricsServer, startMetricsServer } from "@portcullis/runtime/metrics-server";
import { readiness } from "@portcullis/runtime/probes";
import { startTracing } from "@portcullis/runtime/tracing";
import { pino } from "pino";
import { startBulkRunner } from "./bulk-runner.ts";
import { countMetrics } from "./count-metrics.ts";
import { startDispatcher } from "./dispatcher.ts";
import { readEnvironment } from "./env.ts";
import { startExpirer } from "./expirer.ts";
import { startMailSender } from "./mail-sender.ts";
import { startSealer } from "./sealer.ts";

/**
 * All below ten seconds, and what a frozen worker holds is free before a request that waits for it is refused, after five.
 */
const timeouts = { lock: 3_000, statement: 8_000, idleInTransaction: 3_000 };
/** Longer than any batch that the time-outs above let live. */
const patienceMs = 30_000;
/** Connections: one for each transaction of the dispatcher, one to look at the queue, and one for bulk operations. */
const connections = 6;
/** Of their own: mails wait for locks as well, and keep no cascade from a connection. */
const mailConnections = 2;

const env = readEnvironment();
const log = pino({ level: env.LOG_LEVEL, base: { app: "worker", pid: process.pid } });
const endTracing =
  env.traceRatio === undefined
    ? undefined
    : await startTracing({ serviceName: "portcullis-worker", ratio: env.traceRatio });
const db = openDatabase(env.DATABASE_URL, {
  applicationName: "portcullis-worker",
  max: connections,
  timeouts,
  watch: poolMetrics(connections),
});
const listener = await openListener(env.DATABASE_URL, "portcullis-worker-listen").catch((error: unknown) =>
  refuse(`The database cannot be reached: ${messageOf(error)}`, exitCodeOf(error)),
);
await assertApplicationRole(db.$client).catch((error: unknown) => refuse(messageOf(error), exitCodeOf(error)));
if (!(await isMigrated(db).catch((error: unknown) => refuse(messageOf(error), exitCodeOf(error)))))
  refuse("The database is older than this version of Portcullis. Run db:migrate first.");
// Of its own: batches, which may wait for locks, are no reason to call the database dead.
const probes = openDatabase(env.DATABASE_URL, { applicationName: "portcullis-worker-probes", max: 1 });
const caller = createInternalCaller({
  db,
  principal: { kind: "worker" },
  logFailure: (error, at) => log.error({ ...at, error: describeError(error) }, "batch failed"),
});
// No query can be told to give up from this side: a process that starts anew has connections that work.
const line = { log, patienceMs, onSilence: () => shutdown.end("the database does not answer") };
const dispatcher = startDispatcher({ caller, listener, ...line });
const bulkRunner = startBulkRunner({ caller, listener, ...line });
const sealer = startSealer({ caller, isBusy: dispatcher.isBusy, ...line });
const expirer = startExpirer({ caller, ...line });
const mailing = env.mail && (await openMailing(env.mail));
// Finishes the batches in hand.
const shutdown = gracefulShutdown(log, async () => {
  await Promise.all([dispatcher.stop(), bulkRunner.stop(), sealer.stop(), expirer.stop(), mailing?.sender.stop()]);
  const pools = [closeDatabase(probes, 1), closeDatabase(db), mailing?.close()];
  await Promise.allSettled([listener.close(), ...pools, closeMetricsServer(metricsServer)]);
  await endTracing?.();
});
collectProcessMetrics();
countMetrics(() => caller.watch.counts());
const failingParts = readiness(() => !shutdown.isEnding(), {
  dispatcher: dispatcher.isHealthy,
  bulkRunner: bulkRunner.isHealthy,
  sealer: sealer.isHealthy,
  expirer: expirer.isHealthy,
  ...(mailing && { mails: mailing.sender.isHealthy }),
  ...databaseChecks(probes, listener),
});
const metricsServer = await startMetricsServer(env.HEALTH_PORT, failingParts).catch((error: unknown) =>
  refuse(`Cannot listen on HEALTH_PORT ${env.HEALTH_PORT}: ${messageOf(error)}`),
);
log.info({ healthPort: metricsServer.port }, "ready");

async function openMailing({ publicUrl, ...smtp }: NonNullable<typeof env.mail>) {
  // The library is a third of the worker, and many have no mail server.
  const { smtpMailer } = await import("@portcullis/runtime/mail/smtp-mailer");
  const mailer = smtpMailer({
    ...smtp,
    log: (error) => log.error({ error: describeError(error) }, "mail not sent"),
  });
  const pool = openDatabase(env.DATABASE_URL, {
    applicationName: "portcullis-worker-mails",
    max: mailConnections,
    timeouts,
  });
  const sender = startMailSender({
    caller: createInternalCaller({ db: pool, principal: { kind: "worker" }, mail: { mailer, publicUrl } }),
    log,
    onSilence: line.onSilence,
  });
  return {
    sender,
    close: async () => {
      mailer.close();
      await closeDatabase(pool);
    },
  };
}

/** Ends a start that cannot succeed, with a sentence. */
function refuse(sentence: string, exitCode = 1): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

function exitCodeOf(error: unknown): number {
  return isDatabaseUnavailable(error) ? databaseUnreachableExitCode : 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || String(error) : String(error);
}
