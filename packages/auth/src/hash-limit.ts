import { availableParallelism } from "node:os";
import { ConcurrencyLimit } from "./concurrency-limit.ts";

/** libuv's default pool has four threads; files and DNS need one of them too. */
const running = Math.max(1, Math.min(3, availableParallelism()));
/** About two seconds' worth of hashes on one core. */
const waiting = 64;

const key = Symbol.for("portcullis.hashLimit");
const holder: typeof globalThis & { [key]?: ConcurrencyLimit } = globalThis;

/** One per process, whatever number of copies of this module a bundler makes: each hash takes 19 MiB and a core. */
export function hashLimit(): ConcurrencyLimit {
  holder[key] ??= new ConcurrencyLimit({ running, waiting });
  return holder[key];
}
