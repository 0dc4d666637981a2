import { setTimeout as sleep } from "node:timers/promises";

/** One run of a program. */
export interface Run {
  readonly ended: Promise<unknown>;
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** A program that is started again whenever it ends. */
export interface Kept extends AsyncDisposable {
  readonly signal: (signal: NodeJS.Signals) => void;
  /** How often it was started. */
  readonly starts: () => number;
}

/** Milliseconds from an end to the next start: systemd's `RestartSec` where nobody says otherwise. */
const restartMs = 100;

/** What systemd does with `Restart=always`. Disposing of it asks the program to end, and waits. */
export function keepRunning(start: () => Run): Kept {
  let run = start();
  let starts = 1;
  let isKept = true;
  const keeping = (async () => {
    for (;;) {
      await run.ended;
      await sleep(restartMs);
      if (!isKept) return;
      run = start();
      starts++;
    }
  })();
  return {
    signal: (signal) => run.signal(signal),
    starts: () => starts,
    async [Symbol.asyncDispose]() {
      isKept = false;
      // Where a fault stopped it, it could not hear that.
      for (const signal of ["SIGTERM", "SIGCONT"] as const) run.signal(signal);
      await keeping;
    },
  };
}
