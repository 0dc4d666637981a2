/** What is in hand has this long, in milliseconds; then the process ends, even where nothing answers. */
const drainMs = 9_000;

export interface GracefulShutdown {
  readonly isEnding: () => boolean;
  /** Ends the process, once; `why` is logged. */
  readonly end: (why: string) => void;
}

/**
 * Ends the process in order when it is asked to: by a signal, or because the launcher that holds its IPC channel is gone.
 * @param stop finishes what has begun; the process ends with 0 after it, and with 1 where it takes too long
 */
export function gracefulShutdown(
  log: { readonly info: (fields: object, message: string) => void },
  stop: () => Promise<unknown>,
): GracefulShutdown {
  let isEnding = false;
  function end(why: string): void {
    if (isEnding) return;
    isEnding = true;
    log.info({ why }, "ending");
    setTimeout(() => process.exit(1), drainMs).unref();
    void stop().then(() => process.exit(0));
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => end(signal));
  process.on("disconnect", () => end("the launcher has ended"));
  return { isEnding: () => isEnding, end };
}
