import type { Fixture } from "../fixture.ts";

/** A change, and the one event that it must leave. */
export interface Change {
  ask(): Promise<unknown>;
  readonly action: string;
  readonly target: { readonly kind: string; readonly id?: string };
  /** Null where it is about nobody. */
  readonly subjectId: string | null;
  /** Who does it, where that is not the administrator. */
  readonly actorId?: string;
  readonly changed?: readonly string[];
  /** What of it belongs to the erasable details only. */
  readonly details?: unknown;
  readonly personal?: readonly string[];
}

/** By the path of the mutation. */
export type Changes = Readonly<Record<string, (fixture: Fixture) => Promise<Change>>>;
