import { eventSentence } from "./event-sentence.ts";
import { EventTime } from "./event-time.tsx";
import type { Run } from "./fold-runs.ts";
import { PhraseLine } from "./phrase-line.tsx";

/** The events behind a folded sentence, for who wants to see each. */
export function RunMembers({ run }: { readonly run: Run }) {
  return (
    <details className="mt-0.5 text-xs/5">
      <summary className="w-fit py-1 text-ink-muted hover:text-ink">Show each</summary>
      <ul className="mt-1 flex flex-col gap-1 border-l border-line-strong pl-3">
        {run.map((event) => (
          <li key={event.id} className="flex justify-between gap-4">
            <span className="min-w-0 wrap-anywhere text-ink-muted">
              <PhraseLine phrase={eventSentence(event)} />
            </span>
            <EventTime at={event.at} />
          </li>
        ))}
      </ul>
    </details>
  );
}
