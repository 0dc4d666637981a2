import type { Listener } from "@portcullis/db/listen";
import type { Change } from "@portcullis/db/notify";

/** More different cascades than this between two looks are not worth telling one by one. */
const cascadesMax = 200;

/** What came in since the last look: each cascade once, however many of its batches were committed. */
export interface Arrived {
  readonly cascadeIds: readonly string[];
  /** Anything may have been missed: read everything again. */
  readonly resync: boolean;
  /** Sessions of the tenant ended, or somebody's rights did. */
  readonly sessions: boolean;
}

/** Gathers one tenant's changes for one reader; bounded, however slow the reader is. */
export class ChangeInbox {
  readonly #cascadeIds = new Set<string>();
  #resync = false;
  #sessions = false;
  #wake: (() => void) | undefined;
  readonly #unsubscribe: () => void;

  constructor(listener: Listener, tenantId: string) {
    this.#unsubscribe = listener.subscribe((change) => this.#receive(change, tenantId));
  }

  #receive(change: Change | undefined, tenantId: string): void {
    if (change && change.tenantId !== tenantId) return;
    if (!change) this.#resync = true;
    else {
      if (change.cascadeId !== undefined) this.#cascadeIds.add(change.cascadeId);
      if (change.sessions) this.#sessions = true;
      if (this.#cascadeIds.size > cascadesMax) this.#resync = true;
    }
    if (this.#resync) {
      this.#cascadeIds.clear();
      this.#sessions = true;
    }
    this.#wake?.();
  }

  /** Waits until something is there, at most `timeoutMs`, and takes it all; at once where the signal is aborted. */
  async take(timeoutMs: number, signal: AbortSignal | undefined): Promise<Arrived> {
    if (!this.#holdsAnything() && !signal?.aborted) await this.#arrival(timeoutMs, signal);
    const arrived = { cascadeIds: [...this.#cascadeIds], resync: this.#resync, sessions: this.#sessions };
    this.#cascadeIds.clear();
    this.#resync = false;
    this.#sessions = false;
    return arrived;
  }

  #holdsAnything(): boolean {
    return this.#resync || this.#sessions || this.#cascadeIds.size > 0;
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

  close(): void {
    this.#unsubscribe();
    this.#wake?.();
  }
}
