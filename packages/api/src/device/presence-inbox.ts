import { presenceChangesMax } from "@portcullis/domain/device/presence";

/** A device that came or went, and whose it is. */
export interface PresenceChange {
  readonly id: string;
  readonly userId: string;
}

/** Gathers the devices that came and went for one reader; bounded, however slow the reader is. */
export class PresenceInbox {
  readonly #users = new Map<string, string>();
  #isFull = false;

  receive(changes: readonly PresenceChange[]): void {
    for (const { id, userId } of changes) this.#users.set(id, userId);
    if (this.#users.size <= presenceChangesMax) return;
    this.#isFull = true;
    this.#users.clear();
  }

  /** Each device once; null for more than are worth naming; undefined for none. */
  take(): PresenceChange[] | null | undefined {
    const changes = [...this.#users].map(([id, userId]) => ({ id, userId }));
    const isFull = this.#isFull;
    this.#users.clear();
    this.#isFull = false;
    if (isFull) return null;
    return changes.length > 0 ? changes : undefined;
  }
}
