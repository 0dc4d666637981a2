import { availableParallelism } from "node:os";
import { DomainError } from "@portcullis/domain/errors";
import PQueue from "p-queue";

/** One core is left to whoever is signed in; and libuv's default pool has four threads, of which files and DNS need one too. */
const running = Math.max(1, Math.min(3, availableParallelism() - 1));
/** About two seconds' worth of hashes on one core. */
const waiting = 64;

const key = Symbol.for("portcullis.hashLimit");
const holder: typeof globalThis & { [key]?: ReturnType<typeof limitTo> } = globalThis;

/**
 * One per process, whatever number of copies of this module a bundler makes: each hash takes 19 MiB and a core.
 * @throws {DomainError} TOO_MANY_REQUESTS `busy` when too many wait
 */
export function runHash<T>(task: () => Promise<T>): Promise<T> {
  holder[key] ??= limitTo({ running, waiting });
  return holder[key](task);
}

/** Runs at most `running` tasks at once and lets `waiting` more queue; refuses the rest at once. */
export function limitTo(limits: { readonly running: number; readonly waiting: number }) {
  const queue = new PQueue({ concurrency: limits.running });
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (queue.size >= limits.waiting) {
      const message = "Too many people are signing in at this moment. Try again in a few seconds.";
      throw new DomainError("TOO_MANY_REQUESTS", "busy", message, { retryAfter: 2 });
    }
    return queue.add(task);
  };
}
