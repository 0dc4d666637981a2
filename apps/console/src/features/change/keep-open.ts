/** Milliseconds until a refused stream is opened again: the least that a refusal for too many calls asks for, doubled each time. */
const shortestMs = 1_000;
const longestMs = 60_000;
/** Until a stream that newer ones took the place of is opened again: at once, it would take theirs in turn. */
const displacedMs = 60_000;

interface Handlers<Event> {
  readonly onStarted: () => void;
  readonly onData: (event: Event) => void;
  readonly onError: (error: unknown) => void;
  readonly onComplete: () => void;
}

interface StreamParts<Event> {
  readonly subscribe: (handlers: Handlers<Event>) => { readonly unsubscribe: () => void };
  readonly onEvent: (event: Event) => void;
  /** Whether a failure says that the sign-in is at fault, so that asking again need not wait. */
  readonly isSignedOut: (error: unknown) => boolean;
  /** Asked before a stream that failed is opened again: false ends it. What it throws is one more failure. */
  readonly mayReopen: () => Promise<boolean>;
}

/**
 * Holds a stream until `signal` aborts. The browser reconnects a broken line by itself, but gives up at any answer but 200, and tells
 * neither its status nor its Retry-After: such a stream is opened again after a pause that grows.
 */
export function keepOpen<Event>(parts: StreamParts<Event>, signal: AbortSignal): void {
  const { subscribe, onEvent, isSignedOut, mayReopen } = parts;
  let failures = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const open = () =>
    subscribe({
      onStarted: () => {
        failures = 0;
      },
      onData: onEvent,
      onError: (error) => (isSignedOut(error) && failures === 0 ? void reopen() : again()),
      onComplete: () => {
        pause = setTimeout(() => {
          stream = open();
        }, displacedMs);
      },
    });

  function again(): void {
    if (signal.aborted) return;
    const bound = Math.min(longestMs, shortestMs * 2 ** failures);
    failures++;
    // Drawn at random, so that all browsers of a console do not come back at once.
    pause = setTimeout(() => void reopen(), bound + Math.random() * bound);
  }

  async function reopen(): Promise<void> {
    try {
      if ((await mayReopen()) && !signal.aborted) stream = open();
    } catch {
      again();
    }
  }

  let stream = open();
  signal.addEventListener("abort", () => {
    clearTimeout(pause);
    stream.unsubscribe();
  });
}
