"use client";

import type { AuditEvent } from "@portcullis/domain/audit";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { Tooltip } from "#ui/overlay/tooltip.tsx";
import { SmallLink } from "#ui/page-link.tsx";
import { useNow, useTimeZone } from "#ui/time.tsx";
import { exactTime } from "#ui/time-text.ts";
import { ActionIcon } from "./action-icon.tsx";
import { clockTime, dayLabel, dayOf, groupByDay } from "./day.ts";
import { EventDetails, EventIdentity, EventOrigin } from "./event-details.tsx";
import { eventSentence, type Run, runSentence } from "./event-sentence.ts";
import { PhraseLine } from "./phrase-line.tsx";

interface TimelineProps {
  readonly events: readonly AuditEvent[];
  readonly timeZone: string;
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  readonly busy: boolean;
}

/** A page of the audit log, day by day, newest first. */
export function Timeline({ events, timeZone, hasNewer, hasOlder, busy }: TimelineProps) {
  const t = useTranslations();
  const today = dayOf(toTimestamp(useNow()), timeZone);
  const first = events.at(0);
  const last = events.at(-1);
  return (
    <div aria-busy={busy} className={clsx("flex flex-col gap-5", busy && "opacity-60 transition-opacity delay-100")}>
      {groupByDay(t, events, timeZone).map(({ day, runs }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="mb-1.5 text-xs font-medium text-ink-muted">
            {dayLabel(t, day, today)}
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

interface TimelineEntryProps {
  readonly run: Run;
  /** The run may go on beyond this page. */
  readonly isPart: boolean;
}

/** One action: what happened, what is kept of it, when, and its receipt. */
function TimelineEntry({ run, isPart }: TimelineEntryProps) {
  const t = useTranslations();
  const [event] = run;
  return (
    <li className="flex items-start gap-3 px-3 py-2 hover:bg-hover sm:px-4">
      <ActionIcon action={event.action} />
      <div className="min-w-0 flex-1 py-1">
        <div className="text-sm text-pretty wrap-anywhere">
          <PhraseLine phrase={run.length === 1 ? eventSentence(t, event) : runSentence(t, event, run.length, isPart)} />
          <EventOrigin event={event} />
          {run.length === 1 && <EventIdentity event={event} />}
        </div>
        {run.length === 1 ? <EventDetails event={event} /> : <RunMembers run={run} />}
      </div>
      <div className="flex shrink-0 flex-col-reverse items-end gap-x-4 py-1 sm:flex-row sm:items-baseline">
        {event.cascadeId !== null && <SmallLink href={`/changes/${event.cascadeId}`}>{t("common.receipt")}</SmallLink>}
        <EventTime at={event.at} />
      </div>
    </li>
  );
}

/** The events behind a folded sentence, for who wants to see each. */
function RunMembers({ run }: { readonly run: Run }) {
  const t = useTranslations();
  return (
    <details className="mt-0.5 text-xs/5">
      <summary className="w-fit py-1 text-ink-muted hover:text-ink">{t("audit.showEach")}</summary>
      <ul className="mt-1 flex flex-col gap-1 border-l border-line-strong pl-3">
        {run.map((event) => (
          <li key={event.id} className="flex justify-between gap-4">
            <span className="min-w-0 wrap-anywhere text-ink-muted">
              <PhraseLine phrase={eventSentence(t, event)} />
            </span>
            <EventTime at={event.at} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The time of the day, under a heading that says the day; exact on hover. Keeps its place until the reader's zone is known. */
function EventTime({ at }: { readonly at: Timestamp }) {
  const timeZone = useTimeZone();
  return (
    <Tooltip label={() => exactTime(at, timeZone)}>
      <time
        dateTime={at}
        className={clsx(
          "text-xs/5 whitespace-nowrap text-ink-muted tabular-nums",
          timeZone === undefined && "invisible",
        )}
      >
        {clockTime(at, timeZone ?? "UTC")}
      </time>
    </Tooltip>
  );
}

/** An audit log on its way. */
export function TimelineSkeleton() {
  const t = useTranslations();
  return (
    <div>
      <output className="sr-only">{t("audit.loadingTheActivity")}</output>
      <Skeleton className="mb-2 h-3 w-20" />
      <ul aria-hidden="true" className="divide-y divide-line rounded-lg border border-line bg-surface">
        {Array.from({ length: 8 }, (_, at) => (
          <li key={at} className="flex items-center gap-3 px-3 py-2.5 sm:px-4">
            <Skeleton className="size-7 shrink-0 rounded-full" />
            <Skeleton className="h-3 w-72 max-w-[60%]" />
            <Skeleton className="ml-auto h-3 w-10" />
          </li>
        ))}
      </ul>
    </div>
  );
}
