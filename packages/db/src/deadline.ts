import { AsyncLocalStorage } from "node:async_hooks";

const deadlines = new AsyncLocalStorage<number>();

/** Milliseconds that a transaction is given even where its call is late: it ends with an error of its own rather than at once. */
const leastMs = 1_000;

/** Runs work, and all that it starts, with that many milliseconds: locks and statements of its transactions wait no longer. */
export function withDeadline<T>(ms: number, work: () => T): T {
  return deadlines.run(performance.now() + ms, work);
}

/** What is left for a transaction that begins now; undefined where nobody set a deadline. */
export function millisecondsLeft(): number | undefined {
  const deadline = deadlines.getStore();
  return deadline === undefined ? undefined : Math.max(leastMs, Math.round(deadline - performance.now()));
}
