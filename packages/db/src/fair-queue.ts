import { type Entry, type FairLimits, hasCapacity, type Place, QueueGroup } from "./queue-group.ts";

/** A place in the queue: running at once, later, or never. */
export interface Turn {
  /** True when its turn has come, false when it waited too long or left before. */
  readonly granted: true | Promise<boolean>;
  /** Gives the place back, whether it waits or runs. Safe to call twice. */
  readonly leave: () => void;
}

/**
 * Shares something scarce among groups (tenants, addresses) in turn, and within a group among its parts (sessions). Running,
 * waiting and the time of waiting are bounded for each part, each group and in all, so nobody's demand delays another group's.
 */
export class FairQueue {
  readonly #limits: FairLimits;
  readonly #groups = new Map<string, QueueGroup>();
  /** Groups with somebody who waits, whose turn is next first. */
  #rotation: QueueGroup[] = [];
  #running = 0;
  #waiting = 0;
  #grantedAt = performance.now();

  constructor(limits: FairLimits) {
    this.#limits = limits;
  }

  /** A turn, or undefined where as many wait already as may. */
  enter(place: Place): Turn | undefined {
    const group = this.#groupOf(place.group);
    const part = group.part(place.part);
    const entry: Entry = { group, part, weight: place.weight ?? 1, state: "waiting" };
    if (hasCapacity(this.#running, entry.weight, this.#limits.total.running) && group.canStart(entry)) {
      this.#start(entry);
      return { granted: true, leave: () => this.#leave(entry) };
    }
    if (this.#waiting >= this.#limits.total.waiting || !group.canWait(part)) {
      this.#dropIfEmpty(group);
      return undefined;
    }
    const granted = new Promise<boolean>((resolve) => {
      entry.settle = resolve;
    });
    entry.timer = setTimeout(() => this.#leave(entry), this.#limits.waitMs);
    if (group.waiting === 0) this.#rotation.push(group);
    group.push(entry);
    this.#waiting++;
    return { granted, leave: () => this.#leave(entry) };
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Groups of whom somebody runs or waits. */
  get groups(): number {
    return this.#groups.size;
  }

  /** Whether everything is in use, somebody waits, and nobody's turn has come for so many milliseconds. */
  isBlocked(ms: number): boolean {
    const isFull = this.#running >= this.#limits.total.running;
    return isFull && this.#waiting > 0 && performance.now() - this.#grantedAt > ms;
  }

  #groupOf(name: string): QueueGroup {
    const group = this.#groups.get(name) ?? new QueueGroup(name, this.#limits);
    this.#groups.set(name, group);
    return group;
  }

  #start(entry: Entry): void {
    entry.state = "running";
    entry.group.start(entry);
    this.#running += entry.weight;
    this.#grantedAt = performance.now();
    clearTimeout(entry.timer);
    entry.settle?.(true);
  }

  #leave(entry: Entry): void {
    if (entry.state === "over" || entry.state === "resting") return;
    const wasRunning = entry.state === "running";
    const restMs = wasRunning ? entry.group.restOf(entry.part) : 0;
    if (restMs > 0) {
      entry.state = "resting";
      setTimeout(() => this.#end(entry, wasRunning), restMs).unref();
    } else this.#end(entry, wasRunning);
  }

  #end(entry: Entry, wasRunning: boolean): void {
    entry.state = "over";
    if (wasRunning) {
      this.#running -= entry.weight;
      entry.group.end(entry);
      this.#startNext();
    } else {
      clearTimeout(entry.timer);
      entry.group.remove(entry);
      this.#waiting--;
      if (entry.group.waiting === 0) this.#rotation = this.#rotation.filter((group) => group !== entry.group);
      entry.settle?.(false);
    }
    this.#dropIfEmpty(entry.group);
  }

  /** Starts one of each group in turn, round after round, until nobody may start. */
  #startNext(): void {
    for (let hasStarted = true; hasStarted; ) {
      hasStarted = false;
      for (let left = this.#rotation.length; left > 0 && this.#running < this.#limits.total.running; left--) {
        const group = this.#rotation.shift();
        const entry = group?.takeNext();
        if (entry) {
          this.#waiting--;
          this.#start(entry);
          hasStarted = true;
        }
        if (group && group.waiting > 0) this.#rotation.push(group);
      }
    }
  }

  #dropIfEmpty(group: QueueGroup): void {
    if (group.isEmpty && this.#groups.get(group.name) === group) this.#groups.delete(group.name);
  }
}
