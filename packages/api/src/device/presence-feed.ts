import type { PresenceChange } from "./presence-inbox.ts";

/** Who is online: device → user. */
export type OnlineDevices = ReadonlyMap<string, string>;

type Reader = (changes: readonly PresenceChange[]) => void;

/** What differs between two looks at who is online, for all who watch one tenant. Going offline needs no write: it is seen. */
export class PresenceFeed {
  readonly #readOnline: () => Promise<OnlineDevices>;
  readonly #readers = new Set<Reader>();
  #online: OnlineDevices | undefined;

  constructor(readOnline: () => Promise<OnlineDevices>) {
    this.#readOnline = readOnline;
  }

  /** Tells a reader of every change from now on, until the function that is answered is called. */
  subscribe(reader: Reader): () => void {
    this.#readers.add(reader);
    return () => void this.#readers.delete(reader);
  }

  get isWatched(): boolean {
    return this.#readers.size > 0;
  }

  /** The first look only learns who is there: whoever opens a stream reads everything anyway. */
  async look(): Promise<void> {
    const before = this.#online;
    this.#online = await this.#readOnline();
    if (!before) return;
    const changes = [...without(before, this.#online), ...without(this.#online, before)];
    if (changes.length > 0) for (const onChange of this.#readers) onChange(changes);
  }
}

function without(these: OnlineDevices, those: OnlineDevices): PresenceChange[] {
  return [...these].flatMap(([id, userId]) => (those.has(id) ? [] : { id, userId }));
}
