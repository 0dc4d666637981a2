import { PrincipalReader } from "@portcullis/auth/principal-reader";
import { DeadlineOverError } from "@portcullis/db/call-deadline";
import type { Database } from "@portcullis/db/client";
import { pause } from "@portcullis/runtime/pause";
import { StreamSlots } from "./stream-slots.ts";

/** Milliseconds in which those who ask for the same thing are gathered: a notification wakes all streams of a tenant at once. */
const gatherMs = 10;

/** One read for all streams that ask for the same thing at the same instant; it begins after each of them has asked. */
export class SharedReads {
  readonly #gathering = new Map<string, Promise<unknown>>();

  /** @param key names what is read, and for whom: whoever asks with the same key gets the same answer */
  get<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    const shared = this.#gathering.get(key) as Promise<Value> | undefined;
    if (shared) return shared;
    const begun = pause(gatherMs, undefined).then(() => {
      this.#gathering.delete(key);
      return read();
    });
    this.#gathering.set(key, begun);
    return begun;
  }
}

/** Streams of one session and of one gateway, and of all of each kind in a process. */
export const streamLimits = {
  sessions: { perHolder: 10, total: 4_000 },
  gateways: { perHolder: 3, total: 2_000 },
} as const;

/** What the streams of a process share: their bounds, and what several of them read at the same instant. */
export class Streams {
  /** Of the streams alone: they wait for no call's connection, and take none from a call. */
  readonly db: Database;
  readonly sessions = new StreamSlots(streamLimits.sessions);
  readonly gateways = new StreamSlots(streamLimits.gateways);
  readonly reads = new SharedReads();
  readonly principals: PrincipalReader;

  constructor(db: Database) {
    this.db = db;
    this.principals = new PrincipalReader(db);
  }
}

/** Milliseconds that a stream waits for one answer of the database, as long as a call does. */
const answerMs = 5_000;

/**
 * A read of a stream, which has no deadline of a call: a database that hangs would leave it open and silent for ever.
 * @throws {DeadlineOverError} after 5 s; what is read then is dropped
 */
export async function inTime<T>(read: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new DeadlineOverError()), answerMs);
  try {
    return await Promise.race([read, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
