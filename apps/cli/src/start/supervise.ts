import { setTimeout as delay } from "node:timers/promises";
import { type Child, startChild } from "./child.ts";
import { lastLine } from "./last-line.ts";
import { untilReady } from "./ready.ts";
import type { Service } from "./service.ts";

/** Waits before the first to the last restart, in milliseconds; a service that dies once more has failed. */
const backOff = [200, 1_000, 3_000, 6_000];
/** One that could never work is tried once more only: its configuration will not change by itself. */
const backOffBeforeReady = [200];
/** A service that ran this long starts with a clean slate. */
const steadyMs = 60_000;

/** A service that is started again when it dies. */
export interface Supervised {
  /** Resolves when it can work for the first time; also when it is stopped before. */
  readonly ready: Promise<void>;
  /** Resolves with a sentence when it died so often that trying again is pointless. */
  readonly failed: Promise<string>;
  /** Ends it for a new one to be started: its source has changed. */
  restart(): void;
  stop(): Promise<void>;
}

/** Keeps a service running until it is stopped. */
export function supervise(service: Service, tell: (sentence: string) => void): Supervised {
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>();
  const stopping = new AbortController();
  let child: Child | undefined;
  let hasBeenReady = false;
  let isRestarting = false;

  async function run(): Promise<void> {
    for (let deaths = 0; !stopping.signal.aborted; ) {
      const startedAt = performance.now();
      child = await startChild(service);
      if (stopping.signal.aborted) await child.stop();
      const how = await child.ended;
      if (stopping.signal.aborted) return;
      if (isRestarting) {
        isRestarting = false;
        continue;
      }
      deaths = performance.now() - startedAt > steadyMs ? 1 : deaths + 1;
      const wait = (hasBeenReady ? backOff : backOffBeforeReady)[deaths - 1];
      const why = `The ${service.name} ended (${how})`;
      if (wait === undefined) {
        return fail(`${why}: ${await lastLine(service.logFile)}\nIts log: ${service.logFile}`);
      }
      if (hasBeenReady) tell(`${why} and is started again. Its log: ${service.logFile}`);
      await delay(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const running = run().catch((error: unknown) => fail(`The ${service.name} cannot be started: ${String(error)}`));
  const ready = untilReady(service, stopping.signal).then(() => {
    hasBeenReady = true;
    return undefined;
  });
  return {
    ready,
    failed,
    restart() {
      isRestarting = true;
      void child?.stop();
    },
    async stop() {
      stopping.abort();
      await child?.stop();
      await running;
    },
  };
}
