"use client";

import type { CascadeDetail } from "@portcullis/domain/cascade";
import { person } from "#components/activity/naming.ts";
import { PhraseLine } from "#components/activity/phrase-line.tsx";
import { duration } from "#components/cascade/duration.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ExactMoment } from "#components/ui/exact-moment.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { personName } from "#components/users/person-name.ts";

/** Until the last gateway had let go, once all of them have. */
function cutOff({ requestedAt, gateways }: CascadeDetail): string {
  const words = gateways.map(({ confirmedAt }) => confirmedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const last = Math.max(...words);
  return Number.isFinite(last)
    ? duration(Math.max(0, last - requestedAt.getTime()))
    : "Not every gateway has confirmed";
}

/** Who asked for what, when and why, and how long it took. */
export function ReceiptFacts({ cascade }: { readonly cascade: CascadeDetail }) {
  const { user, userId, requestedBy, reason, finishedAt, elapsedMs, nextAttemptAt, attempts } = cascade;
  const whom = person({ id: userId, name: user && personName(user) }, "a deleted person");
  const facts: Fact[] = [
    { term: "Person", value: <PhraseLine phrase={[whom]} /> },
    {
      term: "Requested by",
      value: requestedBy ? <PhraseLine phrase={[person(requestedBy, "a deleted person")]} /> : "The operator",
    },
    { term: "Requested", value: <ExactMoment at={cascade.requestedAt} /> },
    { term: "Reason", value: reason ?? <span className="text-ink-faint">None given</span> },
    ...(finishedAt ? [{ term: "Finished", value: <ExactMoment at={finishedAt} /> }] : []),
    ...(elapsedMs === null ? [] : [{ term: "Total time", value: duration(elapsedMs) }]),
    ...(cascade.gateways.length === 0 ? [] : [{ term: "Time to cut-off", value: cutOff(cascade) }]),
    ...(attempts > 0 && nextAttemptAt ? [{ term: "Next attempt", value: <ExactMoment at={nextAttemptAt} /> }] : []),
    {
      term: "Receipt",
      value: (
        <span className="inline-flex max-w-full items-center gap-1">
          <code className="min-w-0 font-mono text-xs wrap-anywhere">{cascade.id}</code>
          <CopyButton value={cascade.id} label="Copy receipt id" />
        </span>
      ),
    },
  ];
  return <Facts facts={facts} />;
}
