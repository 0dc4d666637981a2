import { DomainError } from "@portcullis/domain/errors";

/** Runs at most `running` tasks at once and lets `waiting` more queue; refuses the rest at once. */
export class ConcurrencyLimit {
  readonly #running: number;
  readonly #waiting: number;
  readonly #queue: (() => void)[] = [];
  #active = 0;

  constructor(limits: { readonly running: number; readonly waiting: number }) {
    this.#running = limits.running;
    this.#waiting = limits.waiting;
  }

  /** @throws {DomainError} TOO_MANY_REQUESTS `busy` when the queue is full */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await task();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#active--;
    }
  }

  #enter(): Promise<void> {
    if (this.#active < this.#running) {
      this.#active++;
      return Promise.resolve();
    }
    if (this.#queue.length >= this.#waiting) {
      const message = "Too many people are signing in at this moment. Try again in a few seconds.";
      return Promise.reject(new DomainError("TOO_MANY_REQUESTS", "busy", message, { retryAfter: 2 }));
    }
    // Whoever leaves hands its place on, so `#active` stays as it is.
    return new Promise((resolve) => this.#queue.push(resolve));
  }
}
