export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next ring or after `ms`; at once where it has rung since the last sleep. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** What a loop sleeps by: a ring that comes while it works is kept. */
export function bell(): Bell {
  let rung = Promise.withResolvers<void>();
  return {
    ring: () => rung.resolve(),
    async sleep(ms) {
      const timer = setTimeout(rung.resolve, ms);
      await rung.promise;
      clearTimeout(timer);
      rung = Promise.withResolvers();
    },
  };
}
