import { open } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { type Child, type End, startChild } from "./child.ts";
import type { Service } from "./service.ts";

/** Waits before restarts, in milliseconds; the last one again and again. */
const backOff = [200, 1_000, 3_000, 6_000, 10_000];
/** One that could never work is tried once more only: its configuration will not change by itself. */
const backOffBeforeReady = [200];
/** A service that ran this long starts with a clean slate. */
const stableAfterMs = 60_000;

/** A service that is started again when it dies. */
export interface Supervised {
  /** Resolves when it can work for the first time; also when it is stopped before. */
  readonly ready: Promise<void>;
  /** Resolves with a sentence when it could never work, so that trying again is pointless. */
  readonly failed: Promise<string>;
  /** Ends it for a new one to be started: its source has changed. */
  restart(): void;
  /** Sends it a message, to each new process of it too, until another takes its place. */
  inform(message: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  /** Told whether it works, at each change. */
  readonly onWorking?: (isWorking: boolean) => void;
  readonly backOffMs?: readonly number[];
}

/** Keeps a service running until it is stopped. Once it has worked it is started again however often it dies. */
export function supervise(
  service: Service,
  print: (sentence: string) => void,
  { onWorking = () => {}, backOffMs = backOff }: SuperviseOptions = {},
): Supervised {
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>();
  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();
  const stopping = new AbortController();
  let child: Child | undefined;
  let message: Readonly<Record<string, unknown>> | undefined;
  let hasBeenReady = false;
  let isRestarting = false;

  async function noticeReady(failureCount: number, ended: AbortSignal): Promise<void> {
    await untilReady(service, ended);
    if (ended.aborted) return;
    if (failureCount >= backOffMs.length) print(`The ${service.name} is running again.`);
    hasBeenReady = true;
    onWorking(true);
    becomeReady();
  }

  /** One process of it, from its start to its end. */
  async function runOnce(failureCount: number): Promise<End> {
    const ended = new AbortController();
    child = await startChild(service);
    if (message) child.send(message);
    if (stopping.signal.aborted) await child.stop();
    void noticeReady(failureCount, ended.signal);
    const end = await child.ended;
    ended.abort();
    onWorking(false);
    return end;
  }

  /** How long to wait after so many deaths; undefined where another try is pointless. */
  function waitAfter(failureCount: number, { isTemporary }: End): number | undefined {
    if (hasBeenReady || isTemporary) return backOffMs[Math.min(failureCount, backOffMs.length) - 1];
    return backOffBeforeReady[failureCount - 1];
  }

  async function run(): Promise<void> {
    for (let failureCount = 0; !stopping.signal.aborted; ) {
      const startedAt = performance.now();
      const end = await runOnce(failureCount);
      if (stopping.signal.aborted) return;
      if (isRestarting) {
        isRestarting = false;
        continue;
      }
      failureCount = performance.now() - startedAt > stableAfterMs ? 1 : failureCount + 1;
      const wait = waitAfter(failureCount, end);
      const why = `The ${service.name} ended (${end.how})`;
      if (wait === undefined) {
        return fail(`${why}: ${await lastLine(service.logFile)}\nIts log: ${service.logFile}`);
      }
      if (failureCount < backOffMs.length && (hasBeenReady || end.isTemporary)) {
        print(`${why} and is being restarted. Its log: ${service.logFile}`);
      } else if (failureCount === backOffMs.length) {
        print(
          `${why} for the ${failureCount}th time and is restarted every ${wait / 1000} seconds until it works. Its log: ${service.logFile}`,
        );
      }
      await delay(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const running = run().catch((error: unknown) => fail(`The ${service.name} cannot be started: ${String(error)}`));
  return {
    ready,
    failed,
    restart() {
      isRestarting = true;
      void child?.stop();
    },
    inform(what) {
      message = what;
      child?.send(what);
    },
    async stop() {
      stopping.abort();
      becomeReady();
      await child?.stop();
      await running;
    },
  };
}

/** The last line with text of a file, from its last 4 KiB. */
async function lastLine(path: string): Promise<string> {
  await using file = await open(path);
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4_096), position: Math.max(0, size - 4_096) });
  const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
  return lines.findLast((line) => line.trim() !== "") ?? "its log is empty";
}

/** Resolves when the service says that it can work. Ends without a word when `signal` is aborted. */
async function untilReady(service: Service, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await isReady(service.readyUrl))) {
    await delay(50, undefined, { signal }).catch(() => {});
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
