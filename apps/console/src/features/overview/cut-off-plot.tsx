"use client";

import { cutOffDays, type Overview } from "@portcullis/domain/overview";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { useNow } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";
import { ColumnPlot } from "./column-plot.tsx";
import { cutOffSummary, daysOfCutOff, totalText } from "./plot-text.ts";

/** How fast people lose access to the network once that is asked, by the word of the gateways. */
export function CutOffPlot({ cutOff }: { readonly cutOff: Overview["cutOff"] }) {
  const t = useTranslations();
  const { overall, days, unconfirmed } = cutOff;
  const shown = daysOfCutOff(days, useNow());
  return (
    <Panel title={t("overview.timeToCutOff")} description={t("overview.untilTheLastGatewayConfirmed", { cutOffDays })}>
      {overall === null ? (
        <>
          <p className="text-sm text-ink-muted">{t("overview.noDeactivationOrDeletionWas", { cutOffDays })}</p>
          {unconfirmed.count > 0 && (
            <p className="mt-1 text-sm">
              <Unconfirmed>{t("overview.notConfirmed", { count: totalText(unconfirmed) })}</Unconfirmed>
            </p>
          )}
        </>
      ) : (
        <>
          <dl className="mb-3 flex flex-wrap gap-x-8 gap-y-2">
            <Figure term={t("overview.halfWithinP50")} value={duration(t, overall.p50Ms)} />
            <Figure term={t("overview.n95WithinP95")} value={duration(t, overall.p95Ms)} />
            <Figure
              term={t("common.notConfirmed")}
              value={unconfirmed.count > 0 ? <Unconfirmed>{totalText(unconfirmed)}</Unconfirmed> : "0"}
            />
          </dl>
          <ColumnPlot
            columns={shown.map(({ day, p50Ms, p95Ms, count }) => ({
              key: day,
              label:
                count === 0
                  ? t("overview.noneOnDay", { day })
                  : t("overview.p50P95InAll", {
                      day,
                      p50: duration(t, p50Ms),
                      p95: duration(t, p95Ms),
                      count,
                    }),
              value: p95Ms,
              inner: p50Ms,
            }))}
            format={(value) => duration(t, value)}
            ends={[shortDay(shown[0]), shortDay(shown.at(-1))]}
            summary={cutOffSummary(t, overall, unconfirmed)}
          />
        </>
      )}
    </Panel>
  );
}

const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const shortDay = (column: { readonly day: string } | undefined) =>
  column ? dayFormat.format(new Date(`${column.day}T00:00:00Z`)) : "";

/** To the list of all that is not confirmed, of single devices and of older days as well. */
function Unconfirmed({ children }: { readonly children: ReactNode }) {
  return (
    <PageLink href="/changes/unconfirmed" className="text-accent-ink hover:underline">
      {children}
    </PageLink>
  );
}

function Figure({ term, value }: { readonly term: string; readonly value: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-muted">{term}</dt>
      <dd className="text-lg font-semibold tabular-nums">{value}</dd>
    </div>
  );
}
