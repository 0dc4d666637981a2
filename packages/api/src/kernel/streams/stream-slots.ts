import { DomainError } from "@portcullis/domain/errors";

interface Slot {
  readonly onDisplaced: () => void;
}

/** Bounds the streams of each holder and of the process. The newest wins: what is oldest may be a connection that is long dead. */
export class StreamSlots {
  readonly #limits: { readonly perHolder: number; readonly total: number };
  readonly #holders = new Map<string, Slot[]>();
  #open = 0;

  constructor(limits: { readonly perHolder: number; readonly total: number }) {
    this.#limits = limits;
  }

  /** Streams that are open. */
  get size(): number {
    return this.#open;
  }

  /**
   * Takes a place, from the holder's oldest stream where they have as many as they may. Answers how to give it back.
   * @throws {DomainError} SERVICE_UNAVAILABLE `busy` where the process has as many as it can serve
   */
  open(holder: string, onDisplaced: () => void): () => void {
    const slots = this.#holders.get(holder) ?? [];
    const displaced = slots.length >= this.#limits.perHolder ? slots[0] : undefined;
    if (displaced) {
      this.#close(holder, displaced);
      displaced.onDisplaced();
    } else if (this.#open >= this.#limits.total) {
      throw new DomainError(
        "SERVICE_UNAVAILABLE",
        "busy",
        "The server has too many open streams. Try again in a moment.",
        {
          retryAfter: 5,
        },
      );
    }
    const slot = { onDisplaced };
    this.#holders.set(holder, [...(this.#holders.get(holder) ?? []), slot]);
    this.#open++;
    return () => this.#close(holder, slot);
  }

  #close(holder: string, slot: Slot): void {
    const slots = this.#holders.get(holder) ?? [];
    const rest = slots.filter((each) => each !== slot);
    this.#open -= slots.length - rest.length;
    if (rest.length > 0) this.#holders.set(holder, rest);
    else this.#holders.delete(holder);
  }
}
