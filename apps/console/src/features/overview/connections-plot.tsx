"use client";

import type { ConnectionSpan } from "@portcullis/domain/device/connection";
import type { ConnectionsOverTime } from "@portcullis/domain/overview";
import { type Timestamp, toDate } from "@portcullis/domain/timestamp";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SpanSwitch } from "#features/device/span-switch.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { Panel } from "#ui/panel.tsx";
import { useTimeZone } from "#ui/time.tsx";
import { ColumnPlot } from "./column-plot.tsx";
import { connectionsSummary, deviceCount } from "./plot-text.ts";

/** Milliseconds after which the plot is drawn anew: its finest column is an hour. */
const refetchMs = 300_000;

/** How many devices were connected, hour by hour or over the week. */
export function ConnectionsPlot() {
  const t = useTranslations();
  const [span, setSpan] = useState<ConnectionSpan>("24h");
  const query = useQuery({
    ...useTRPC().overview.connections.queryOptions({ span }),
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs,
  });
  return (
    <Panel title={t("overview.connectedDevices")} actions={<SpanSwitch value={span} onChange={setSpan} />}>
      <QueryView query={query} failure={t("overview.theConnectionsCouldNotBe")} skeleton={<PlotSkeleton />}>
        {(data) => <Plot data={data} span={span} />}
      </QueryView>
    </Panel>
  );
}

function Plot({ data, span }: { data: ConnectionsOverTime; span: ConnectionSpan }) {
  const t = useTranslations();
  const timeZone = useTimeZone();
  const { columns } = data;
  const [first, last] = [columns.at(0), columns.at(-1)];
  return (
    <ColumnPlot
      columns={columns.map(({ from, devices: value }) => ({
        key: from,
        label:
          timeZone === undefined
            ? ""
            : t("overview.from", { columnTime: columnTime(from, timeZone), deviceCount: deviceCount(t, value) }),
        value,
      }))}
      format={(value) => value.toLocaleString("en")}
      ends={
        timeZone !== undefined && first && last
          ? [columnTime(first.from, timeZone), columnTime(last.from, timeZone)]
          : undefined
      }
      summary={connectionsSummary(t, data, span)}
    />
  );
}

/** When a column begins, short enough for an axis: "Tue 14:00". */
function columnTime(at: Timestamp, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).formatToParts(toDate(at));
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${part["weekday"]} ${part["hour"]}:${part["minute"]}`;
}

/** A plot on its way. */
function PlotSkeleton() {
  const t = useTranslations();
  return (
    <div>
      <output className="sr-only">{t("overview.loadingThePlot")}</output>
      <Skeleton className="h-[9.375rem] w-full" />
      <Skeleton className="mt-3 h-3 w-72 max-w-full" />
    </div>
  );
}
