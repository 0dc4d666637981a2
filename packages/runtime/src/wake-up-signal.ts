export interface WakeUpSignal {
  readonly notify: () => void;
  /** Resolves at the next notification or after `ms`; at once if there was one since the last wait. */
  readonly waitFor: (ms: number) => Promise<void>;
}

/** What a loop waits for between two rounds: a notification that arrives while it works is kept. */
export function wakeUpSignal(): WakeUpSignal {
  let notified = Promise.withResolvers<void>();
  return {
    notify: () => notified.resolve(),
    async waitFor(ms) {
      const timer = setTimeout(notified.resolve, ms);
      await notified.promise;
      clearTimeout(timer);
      notified = Promise.withResolvers();
    },
  };
}
