"use client";

import type { AuditEvent } from "@portcullis/domain/audit";
import { clsx } from "clsx";
import { useNow } from "#ui/clock.tsx";
import { dayOf } from "./day.ts";
import { dayLabel } from "./day-label.ts";
import { groupByDay } from "./group-by-day.ts";
import { TimelineEntry } from "./timeline-entry.tsx";

export interface TimelineProps {
  readonly events: readonly AuditEvent[];
  readonly timeZone: string;
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  readonly busy: boolean;
}

/** A page of the audit log, day by day, newest first. */
export function Timeline({ events, timeZone, hasNewer, hasOlder, busy }: TimelineProps) {
  const today = dayOf(new Date(useNow()), timeZone);
  const first = events.at(0);
  const last = events.at(-1);
  return (
    <div aria-busy={busy} className={clsx("flex flex-col gap-5", busy && "opacity-60 transition-opacity delay-100")}>
      {groupByDay(events, timeZone).map(({ day, runs }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="mb-1.5 text-xs font-medium text-ink-muted">
            {dayLabel(day, today)}
          </h2>
          <ol className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
            {runs.map((run) => (
              <TimelineEntry
                key={run[0].id}
                run={run}
                isPart={(hasNewer && run[0] === first) || (hasOlder && run.at(-1) === last)}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
