import type { AuditEvent } from "@portcullis/domain/audit";
import { isFolded } from "./run-sentence.ts";

/** Events that are told as one, newest first; most runs are a single event. */
export type Run = readonly [AuditEvent, ...AuditEvent[]];

/** Milliseconds between two events beyond which they are no longer one action. */
const gapMax = 10 * 60_000;

/** Folds what the same actor did to the same person's things, one after the other, into runs. */
export function foldRuns(events: readonly AuditEvent[]): Run[] {
  const runs: [AuditEvent, ...AuditEvent[]][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run && continues(run[run.length - 1] ?? run[0], event)) run.push(event);
    else runs.push([event]);
  }
  return runs;
}

function continues(later: AuditEvent, earlier: AuditEvent): boolean {
  return (
    isFolded(earlier.action) &&
    earlier.action === later.action &&
    earlier.actor.kind === later.actor.kind &&
    earlier.actor.id === later.actor.id &&
    earlier.cascadeId === later.cascadeId &&
    (earlier.action === "user.created" || earlier.subject?.id === later.subject?.id) &&
    later.at.getTime() - earlier.at.getTime() <= gapMax
  );
}
