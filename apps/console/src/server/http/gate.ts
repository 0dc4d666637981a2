import { FairQueue, type Turn } from "@portcullis/db/fair-queue";
import type { FairLimits } from "@portcullis/db/queue-group";
import { OpeningBudget } from "./opening-budget.ts";

/** Milliseconds that a call waits for its turn. */
const waitMs = 3_000;

/** Who asks for more than may wait keeps to a share that others hardly notice, until a while after. */
const flooding = { running: 1, ms: 2_000, restMs: 250 };

/** Calls of sessions and tokens whose tenant is known: by tenant, and within it by session or token. */
const knownLimits: FairLimits = {
  total: { running: 64, waiting: 2_048 },
  group: { running: 24, waiting: 512 },
  part: { running: 8, waiting: 120 },
  flooding,
  waitMs,
};

/** All others, by address: much wider than one session, as a whole office may come from one. */
const unknownLimits: FairLimits = {
  total: { running: 32, waiting: 1_024 },
  group: { running: 16, waiting: 512 },
  part: { running: 8, waiting: 120 },
  flooding,
  waitMs,
};

/** Calls in one request count as so many at most. */
const weightMax = knownLimits.part.running;

/** What the gate needs to know of a request; all of it is there before anything is decoded. */
export interface Arriving {
  /** The key of its session or token, where it has one. */
  readonly key: string | undefined;
  /** Of that key, where it is known. */
  readonly tenantId: string | undefined;
  /** The block of addresses that it comes from. */
  readonly address: () => string;
  /** Calls that it holds. */
  readonly calls: number;
  readonly opensStream: boolean;
}

export interface Admission {
  /** Undefined: refused. */
  readonly turn: Turn | undefined;
  /** Whose calls these are, as far as that is known. */
  readonly caller: string;
  readonly isKnown: boolean;
}

/**
 * Asked before anything of a request is decoded and before it takes a connection of the pool. Strangers have a share of their
 * own, so that no flood without a session takes the place of those who are signed in, or the other way round.
 */
export class Gate {
  readonly #known = new FairQueue(knownLimits);
  readonly #unknown = new FairQueue(unknownLimits);
  readonly #openings = new OpeningBudget();

  enter({ key, tenantId, address, calls, opensStream }: Arriving): Admission {
    const isKnown = key !== undefined && tenantId !== undefined;
    const group = isKnown ? tenantId : address();
    const caller = isKnown ? key : group;
    if (opensStream && !this.#openings.take(key ?? group)) return { turn: undefined, caller, isKnown };
    const place = { group, part: key, weight: Math.min(calls, weightMax) };
    return { turn: (isKnown ? this.#known : this.#unknown).enter(place), caller, isKnown };
  }

  get running(): number {
    return this.#known.running + this.#unknown.running;
  }

  get waiting(): number {
    return this.#known.waiting + this.#unknown.waiting;
  }
}
