export interface WakeUpSignal {
  readonly notify: () => void;
  /** Resolves at the next ring or after `ms`; at once where it has notified since the last sleep. */
  readonly waitFor: (ms: number) => Promise<void>;
}

/** What a loop sleeps by: a ring that comes while it works is kept. */
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
