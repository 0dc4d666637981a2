import type { AuditEvent } from "@portcullis/domain/audit";
import { type Day, dayOf } from "./day.ts";
import { foldRuns, type Run } from "./fold-runs.ts";

export interface DayOfRuns {
  readonly day: Day;
  readonly runs: readonly Run[];
}

/** The days of a page of events, newest first, each with what happened on it. A run ends at midnight. */
export function groupByDay(events: readonly AuditEvent[], timeZone: string): DayOfRuns[] {
  const days = Map.groupBy(events, ({ at }) => dayOf(at, timeZone));
  return [...days].map(([day, ofDay]) => ({ day, runs: foldRuns(ofDay) }));
}
