import { watchLaunchers } from "./launchers.ts";

/** Aborted when somebody wants `start` to end: a signal, or the end of the package manager that runs it. */
export function stopRequest(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  watchLaunchers(() => stop.abort());
  // A terminal or pipe that was closed: what is left to say reaches nobody, and that must not end us half-way.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  return stop.signal;
}
