import { pause } from "@portcullis/runtime/pause";

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
