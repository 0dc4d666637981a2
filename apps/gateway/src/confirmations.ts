/** Cascades whose effect the interface has, until the console knows. */
export interface Confirmations {
  readonly add: (ids: readonly string[]) => void;
  /** So many of them at most, the oldest first. They stay until `delivered`. */
  readonly next: (atMost: number) => string[];
  readonly delivered: (ids: readonly string[]) => void;
}

/**
 * Kept in memory alone: after a restart of the agent the console, which knows what is unconfirmed, names them again with
 * its first event.
 */
export function confirmations(): Confirmations {
  const open = new Set<string>();
  return {
    add(ids) {
      for (const id of ids) open.add(id);
    },
    next: (atMost) => [...open].slice(0, atMost),
    delivered(ids) {
      for (const id of ids) open.delete(id);
    },
  };
}
