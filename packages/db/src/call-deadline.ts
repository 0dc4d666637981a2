import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<CallDeadline>();

/** What a call is refused with that goes on after its time is over. */
export class DeadlineOverError extends Error {
  override readonly name = "DeadlineOverError";
  readonly code = "DEADLINE_OVER";

  constructor() {
    super("The call took too long and was cancelled.");
  }
}

/** Milliseconds that a transaction is given even where its call is late: it ends with an error of its own rather than at once. */
const leastMs = 1_000;
/** Milliseconds before the end at which locks and statements give up, so that the call can say why itself. */
const reserveMs = 400;

/**
 * What one call has under way at the database. Once its time is over it begins no transaction, and commits none: whoever was
 * told that it failed may rely on that, unless a commit was already sent.
 */
export class CallDeadline {
  private asked = 0;
  private commits = 0;
  private isOver = false;
  private readonly endsAt: number;

  /** @param ms from now until the call is answered */
  constructor(ms: number) {
    this.endsAt = performance.now() + ms;
  }

  /** Milliseconds that a transaction which begins now may wait for a lock or a statement. */
  get left(): number {
    return Math.max(leastMs, Math.round(this.endsAt - reserveMs - performance.now()));
  }

  /** Whether an answer of the database is waited for. */
  get isWaitingForDatabase(): boolean {
    return this.asked > 0;
  }

  /** Whether a commit was sent that is not answered: nobody can tell whether it took place. */
  get isCommitting(): boolean {
    return this.commits > 0;
  }

  end(): void {
    this.isOver = true;
  }

  /** Runs a call under this deadline, with all that it begins. */
  run<T>(call: () => T): T {
    return current.run(this, call);
  }

  /** @throws {DeadlineOverError} */
  assertOpen(): void {
    if (this.isOver) throw new DeadlineOverError();
  }

  ask(): () => void {
    this.asked++;
    return () => {
      this.asked--;
    };
  }

  commit(): () => void {
    this.commits++;
    return () => {
      this.commits--;
    };
  }
}

/** Of the call that this is part of; undefined for what nobody waits for with a deadline: the worker, commands. */
export const currentDeadline = (): CallDeadline | undefined => current.getStore();
