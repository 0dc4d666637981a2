/** Streams that may be opened at once after a while without, and how many more a second. */
const burst = 30;
const perSecond = 2;
/** Callers that are counted; one that is forgotten begins anew. */
const callersMax = 20_000;

interface Budget {
  left: number;
  at: number;
}

/** How often a caller opens streams: each costs as much as many calls, and ends the caller's oldest one. */
export class OpeningBudget {
  readonly #budgets = new Map<string, Budget>();

  /** Whether the caller may open one more now; counted where so. */
  take(caller: string): boolean {
    const now = performance.now();
    const before = this.#budgets.get(caller) ?? { left: burst, at: now };
    const left = Math.min(burst, before.left + ((now - before.at) / 1000) * perSecond);
    if (left < 1) return false;
    this.#budgets.delete(caller);
    this.#budgets.set(caller, { left: left - 1, at: now });
    const [oldest] = this.#budgets.keys();
    if (this.#budgets.size > callersMax && oldest !== undefined) this.#budgets.delete(oldest);
    return true;
  }
}
