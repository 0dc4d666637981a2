import type { BulkResult } from "@portcullis/domain/bulk";

/** What the bulk operations of the traffic do, with the event that each change leaves. */
export const bulkEvents = { "user.deactivate": "user.deactivated", "user.reactivate": "user.reactivated" } as const;
export type AskedVerb = keyof typeof bulkEvents;

/** A bulk operation that somebody previewed, and what the answers said of it. */
export interface BulkAsked {
  readonly id: string;
  readonly verb: AskedVerb;
  readonly memberIds: ReadonlySet<string>;
  /** Undefined where no answer said so. */
  isStarted: boolean | undefined;
  /** The results as they were first read once it had ended. */
  results: readonly BulkResult[] | undefined;
}
