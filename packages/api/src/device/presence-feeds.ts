import type { Database } from "@portcullis/db/client";
import type { TenantId } from "@portcullis/domain/ids";
import { pause } from "@portcullis/runtime/pause";
import { readOnlineDevices } from "./list-devices.ts";
import { PresenceFeed } from "./presence-feed.ts";
import type { PresenceChange } from "./presence-inbox.ts";

/** Milliseconds between two looks at a tenant that somebody watches. */
const pollIntervalMs = 3_000;
/** Where a look takes long, the next one waits that many times as long: looking is a tenth of the database's work at most. */
const restFactor = 10;

interface Watched {
  readonly feed: PresenceFeed;
  /** Settles with the first look. */
  readonly begun: Promise<void>;
  readonly end: AbortController;
}

/**
 * Who came online and who went, for every stream of this process: one statement for a tenant every 3 s, however many watch, and
 * none where nobody does.
 */
export class PresenceFeeds {
  readonly #db: Database;
  readonly #log: (error: unknown) => void;
  readonly #watched = new Map<TenantId, Watched>();

  constructor(db: Database, log: (error: unknown) => void) {
    this.#db = db;
    this.#log = log;
  }

  /** Tenants that are looked at. */
  get size(): number {
    return this.#watched.size;
  }

  /**
   * Tells of every change after it has answered. Answers how to end that.
   * @throws where the database cannot be asked
   */
  async watch(tenantId: TenantId, onChange: (changes: readonly PresenceChange[]) => void): Promise<() => void> {
    const watched = this.#watched.get(tenantId) ?? this.#begin(tenantId);
    const unsubscribe = watched.feed.subscribe(onChange);
    const leave = () => {
      unsubscribe();
      if (!watched.feed.isWatched) this.#end(tenantId, watched);
    };
    try {
      await watched.begun;
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  #begin(tenantId: TenantId): Watched {
    const feed = new PresenceFeed(() => readOnlineDevices({ db: this.#db }, tenantId));
    const end = new AbortController();
    const watched: Watched = { feed, begun: feed.look(), end };
    this.#watched.set(tenantId, watched);
    void this.#goOn(watched);
    return watched;
  }

  #end(tenantId: TenantId, watched: Watched): void {
    watched.end.abort();
    if (this.#watched.get(tenantId) === watched) this.#watched.delete(tenantId);
  }

  /** What was not seen while the database was away, the next look that succeeds tells. */
  async #goOn({ feed, begun, end: { signal } }: Watched): Promise<void> {
    // Who waits for the first look hears of its failure.
    await begun.catch(() => {});
    let tookMs = 0;
    while (!signal.aborted) {
      await pause(Math.max(pollIntervalMs, tookMs * restFactor), signal);
      if (signal.aborted) return;
      const began = performance.now();
      await feed.look().catch(this.#log);
      tookMs = performance.now() - began;
    }
  }
}
