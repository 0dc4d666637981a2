"use client";

import { cutOffDays, type Overview } from "@portcullis/domain/overview";
import { duration } from "#components/cascade/duration.ts";
import { useNow } from "#components/ui/clock.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { ColumnPlot } from "./column-plot.tsx";
import { daysOfCutOff } from "./days-of-cut-off.ts";

/** How fast people lose access to the network once that is asked, by the word of the gateways. */
export function CutOffPlot({ cutOff: { overall, days } }: { readonly cutOff: Overview["cutOff"] }) {
  const shown = daysOfCutOff(days, useNow());
  return (
    <Panel title="Time to cut-off" description={`Until the last gateway confirmed, in ${cutOffDays} days`}>
      {overall === null ? (
        <p className="text-sm text-ink-muted">
          No deactivation or deletion was confirmed by gateways in the last {cutOffDays} days.
        </p>
      ) : (
        <>
          <dl className="mb-3 flex flex-wrap gap-x-8 gap-y-2">
            <Figure term="Half within (p50)" value={duration(overall.p50Ms)} />
            <Figure term="95 % within (p95)" value={duration(overall.p95Ms)} />
          </dl>
          <ColumnPlot
            columns={shown.map(({ day, p50Ms, p95Ms, count }) => ({
              key: day,
              label:
                count === 0
                  ? `${day}: none`
                  : `${day}: p50 ${duration(p50Ms)}, p95 ${duration(p95Ms)}, ${count} in all`,
              value: p95Ms,
              inner: p50Ms,
            }))}
            format={duration}
            ends={[shortDay(shown[0]), shortDay(shown.at(-1))]}
            summary={`${overall.count.toLocaleString("en")} ${overall.count === 1 ? "change" : "changes"} that every gateway confirmed: half within ${duration(overall.p50Ms)}, 95 % within ${duration(overall.p95Ms)}. Strong: p50 of a day; faint: its p95.`}
          />
        </>
      )}
    </Panel>
  );
}

const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const shortDay = (column: { readonly day: string } | undefined) =>
  column ? dayFormat.format(new Date(`${column.day}T00:00:00Z`)) : "";

function Figure({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-xs text-ink-muted">{term}</dt>
      <dd className="text-lg font-semibold tabular-nums">{value}</dd>
    </div>
  );
}
