import type { Listener } from "@portcullis/db/listen";
import type { Change } from "@portcullis/db/notify";

/** More different ids than this between two looks are not worth telling one by one. */
const idsMax = 200;

/** Which ids of a change a reader is about. */
type Subject = "cascadeId" | "userId";

/** What came in since the last look: each id once, however many commits were about it. */
export interface Arrived {
  readonly ids: readonly string[];
  /** Bulk operations that made progress. */
  readonly bulkIds: readonly string[];
  /** Anything may have been missed: read everything again. */
  readonly resync: boolean;
  /** Sessions of the tenant ended, or somebody's rights did. */
  readonly sessions: boolean;
  /** Anybody of the tenant may have won or lost access. */
  readonly access: boolean;
}

/** Gathers one tenant's changes for one reader; bounded, however slow the reader is. */
export class ChangeInbox {
  readonly #ids = new Set<string>();
  readonly #bulkIds = new Set<string>();
  #resync = false;
  #sessions = false;
  #access = false;
  #isRung = false;
  #wake: (() => void) | undefined;
  readonly #unsubscribe: () => void;

  constructor(listener: Pick<Listener, "subscribe">, tenantId: string, subject: Subject) {
    this.#unsubscribe = listener.subscribe((change) => this.#receive(change, tenantId, subject));
  }

  #receive(change: Change | undefined, tenantId: string, subject: Subject): void {
    if (change && change.tenantId !== tenantId) return;
    if (!change) this.#resync = true;
    else {
      const id = change[subject];
      if (id !== undefined) this.#ids.add(id);
      if (change.bulkId !== undefined) this.#bulkIds.add(change.bulkId);
      if (change.sessions) this.#sessions = true;
      if (change.access) this.#access = true;
      if (this.#ids.size + this.#bulkIds.size > idsMax) this.#resync = true;
    }
    if (this.#resync) {
      this.#ids.clear();
      this.#bulkIds.clear();
      this.#sessions = true;
    }
    this.#wake?.();
  }

  /** Waits until something is there, at most `timeoutMs`, and takes it all; at once where the signal is aborted. */
  async take(timeoutMs: number, signal: AbortSignal | undefined): Promise<Arrived> {
    if (!this.#hasNews() && !signal?.aborted) await this.#arrival(timeoutMs, signal);
    const arrived = {
      ids: [...this.#ids],
      bulkIds: [...this.#bulkIds],
      resync: this.#resync,
      sessions: this.#sessions,
      access: this.#access,
    };
    this.#ids.clear();
    this.#bulkIds.clear();
    this.#resync = false;
    this.#sessions = false;
    this.#access = false;
    this.#isRung = false;
    return arrived;
  }

  #hasNews(): boolean {
    return this.#resync || this.#sessions || this.#access || this.#isRung || this.#ids.size + this.#bulkIds.size > 0;
  }

  #arrival(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, timeoutMs));
      signal?.addEventListener("abort", done);
      this.#wake = done;
    });
  }

  /** Wakes a reader who waits, for something that lies elsewhere. */
  notify(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  close(): void {
    this.#unsubscribe();
    this.#wake?.();
  }
}
