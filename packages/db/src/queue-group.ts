/** How many may run at once, and how many may wait. */
export interface Share {
  readonly running: number;
  readonly waiting: number;
}

export interface FairLimits {
  readonly total: Share;
  readonly group: Share;
  /** Of one part of a group; what names no part has the limits of its group alone. */
  readonly part: Share;
  /**
   * For a part that was refused for its own waiting within `ms`: how many of it run, and for how many milliseconds more each keeps
   * its place once it is over. Undefined: as for every part.
   */
  readonly flooding?: { readonly running: number; readonly ms: number; readonly restMs: number };
  /** Milliseconds that a turn is waited for. */
  readonly waitMs: number;
}

export interface Place {
  readonly group: string;
  readonly part?: string | undefined;
  /** How many it counts for. */
  readonly weight?: number;
}

interface Part {
  readonly name: string | undefined;
  running: number;
  readonly waiting: Entry[];
  refusedAt: number;
}

export interface Entry {
  readonly group: QueueGroup;
  readonly part: Part;
  readonly weight: number;
  state: "waiting" | "running" | "resting" | "over";
  settle?: (isGranted: boolean) => void;
  timer?: NodeJS.Timeout;
}

/** What counts for more than the limit runs alone rather than never. */
export const hasCapacity = (running: number, weight: number, limit: number) =>
  running === 0 || running + weight <= limit;

/** Those of one group: who runs, and whose turn is next. */
export class QueueGroup {
  readonly name: string;
  readonly #limits: FairLimits;
  readonly #parts = new Map<string | undefined, Part>();
  /** Parts with somebody who waits, whose turn is next first. */
  #rotation: Part[] = [];
  #running = 0;
  waiting = 0;

  constructor(name: string, limits: FairLimits) {
    this.name = name;
    this.#limits = limits;
  }

  get isEmpty(): boolean {
    return this.#running === 0 && this.waiting === 0;
  }

  part(name: string | undefined): Part {
    const part = this.#parts.get(name) ?? { name, running: 0, waiting: [], refusedAt: Number.NEGATIVE_INFINITY };
    this.#parts.set(name, part);
    return part;
  }

  /** Whether the limits of group and part allow it now; nobody overtakes within a part. */
  canStart({ part, weight }: Entry): boolean {
    return part.waiting.length === 0 && this.#hasCapacityFor(part, weight);
  }

  canWait(part: Part): boolean {
    const isFull = part.waiting.length >= this.#limitsOf(part).waiting;
    if (isFull && part.name !== undefined) part.refusedAt = performance.now();
    const isAccepted = !isFull && this.waiting < this.#limits.group.waiting;
    if (!isAccepted) this.#dropIfEmpty(part);
    return isAccepted;
  }

  push(entry: Entry): void {
    if (entry.part.waiting.length === 0) this.#rotation.push(entry.part);
    entry.part.waiting.push(entry);
    this.waiting++;
  }

  remove(entry: Entry): void {
    const { part } = entry;
    const at = part.waiting.indexOf(entry);
    if (at === -1) return;
    part.waiting.splice(at, 1);
    this.waiting--;
    if (part.waiting.length === 0) this.#rotation = this.#rotation.filter((each) => each !== part);
    this.#dropIfEmpty(part);
  }

  /** Takes the next that may start out of those who wait. */
  takeNext(): Entry | undefined {
    for (let left = this.#rotation.length; left > 0; left--) {
      const part = this.#rotation.shift();
      const [first] = part?.waiting ?? [];
      const mayStart = part && first && this.#hasCapacityFor(part, first.weight);
      if (mayStart) part.waiting.shift();
      if (part && part.waiting.length > 0) this.#rotation.push(part);
      if (!mayStart) continue;
      this.waiting--;
      return first;
    }
    return undefined;
  }

  start({ part, weight }: Entry): void {
    this.#running += weight;
    part.running += weight;
  }

  end({ part, weight }: Entry): void {
    this.#running -= weight;
    part.running -= weight;
    this.#dropIfEmpty(part);
  }

  #hasCapacityFor(part: Part, weight: number): boolean {
    return (
      hasCapacity(this.#running, weight, this.#limits.group.running) &&
      hasCapacity(part.running, weight, this.#runningOf(part))
    );
  }

  /** Milliseconds for which one that is over keeps its place: none but for a part that floods. */
  restOf(part: Part): number {
    return this.#flooding(part)?.restMs ?? 0;
  }

  #runningOf(part: Part): number {
    const { running } = this.#limitsOf(part);
    return Math.min(running, this.#flooding(part)?.running ?? running);
  }

  #flooding({ refusedAt }: Part) {
    const { flooding } = this.#limits;
    return flooding && performance.now() - refusedAt < flooding.ms ? flooding : undefined;
  }

  #limitsOf(part: Part) {
    return part.name === undefined ? this.#limits.group : this.#limits.part;
  }

  #dropIfEmpty(part: Part): void {
    if (part.running === 0 && part.waiting.length === 0) this.#parts.delete(part.name);
  }
}
