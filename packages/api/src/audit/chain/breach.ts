/** What can be wrong with an audit log and its chain of seals; `describeBreach` makes a sentence of it. */
export type BreachKind =
  | "event_altered"
  | "event_missing"
  | "events_swapped"
  | "event_added"
  | "event_sealed_twice"
  | "waiting_event_missing"
  | "details_altered"
  | "details_added"
  | "details_missing"
  | "origin_altered"
  | "origin_added"
  | "origin_missing"
  | "seal_altered"
  | "seal_missing"
  | "seals_swapped"
  | "trail_cut"
  | "head_altered"
  | "head_missing"
  | "checkpoint_altered"
  | "rewritten";

/** The first thing that is wrong, and where. */
export interface Breach {
  readonly kind: BreachKind;
  /** The number of the seal; null for an event that is not sealed yet. */
  readonly seal: number | null;
  /** The event's place in the seal, from 1. */
  readonly position?: number;
  readonly eventId?: string;
  /** For events or seals that changed places: where the one that was found here belongs. */
  readonly other?: { readonly seal: number; readonly position?: number; readonly eventId?: string };
}
