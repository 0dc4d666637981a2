import { PageLink } from "#ui/page-link.tsx";
import { ActionIcon } from "./action-icon.tsx";
import { EventDetails } from "./event-details.tsx";
import { EventIdentity } from "./event-identity.tsx";
import { EventOrigin } from "./event-origin.tsx";
import { eventSentence } from "./event-sentence.ts";
import { EventTime } from "./event-time.tsx";
import type { Run } from "./fold-runs.ts";
import { PhraseLine } from "./phrase-line.tsx";
import { RunMembers } from "./run-members.tsx";
import { runSentence } from "./run-sentence.ts";

export interface TimelineEntryProps {
  readonly run: Run;
  /** The run may go on beyond this page. */
  readonly isPart: boolean;
}

/** One action: what happened, what is kept of it, when, and its receipt. */
export function TimelineEntry({ run, isPart }: TimelineEntryProps) {
  const [event] = run;
  return (
    <li className="flex items-start gap-3 px-3 py-2 hover:bg-hover sm:px-4">
      <ActionIcon action={event.action} />
      <div className="min-w-0 flex-1 py-1">
        <div className="text-sm text-pretty wrap-anywhere">
          <PhraseLine phrase={run.length === 1 ? eventSentence(event) : runSentence(event, run.length, isPart)} />
          <EventOrigin event={event} />
          {run.length === 1 && <EventIdentity event={event} />}
        </div>
        {run.length === 1 ? <EventDetails event={event} /> : <RunMembers run={run} />}
      </div>
      <div className="flex shrink-0 flex-col-reverse items-end gap-x-4 py-1 sm:flex-row sm:items-baseline">
        {event.cascadeId !== null && (
          <PageLink href={`/cascades/${event.cascadeId}`} className="text-xs/6 text-accent-ink hover:underline">
            Receipt
          </PageLink>
        )}
        <EventTime at={event.at} />
      </div>
    </li>
  );
}
