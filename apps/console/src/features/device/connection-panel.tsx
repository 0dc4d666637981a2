"use client";

import type { ConnectionSpan, DeviceHistory } from "@portcullis/domain/device/connection";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { countText } from "#ui/count-text.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { type Detail, DetailList, Panel } from "#ui/panel.tsx";
import { ExactTimestamp, RelativeTime } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";
import { connectedShare, spanLabel, spanName, spellsInSpan, trafficText } from "./connection-span.ts";
import { DeviceStatus, type ShownStatus, useDevicePresence } from "./device-status.tsx";
import { SpanSwitch } from "./span-switch.tsx";
import { devicesRefetchMs } from "./use-devices.ts";

/** Whether the device is connected, through what and since when, how much went through, and when it was before. */
export function ConnectionPanel({ device, asOf }: { readonly device: DeviceDetail; readonly asOf: number }) {
  const t = useTranslations();
  const status = useDevicePresence(device, asOf);
  const { connection } = device;
  return (
    <Panel title={t("device.connection")}>
      {connection === null ? (
        <p className="text-sm text-ink-muted">{t("device.noGatewayHasHeardOf")}</p>
      ) : (
        <DetailList details={detailsOf(t, connection, status)} />
      )}
      <ConnectionHistory id={device.id} isOnline={status === "online"} />
    </Panel>
  );
}

function detailsOf(t: Translate, connection: NonNullable<DeviceDetail["connection"]>, status: ShownStatus): Detail[] {
  const isOnline = status === "online";
  return [
    {
      term: t("common.status"),
      value: (
        <span className="flex flex-wrap gap-x-2">
          <DeviceStatus status={status} />
          <span className="text-ink-muted">
            {isOnline ? `${t("device.connected")} ` : `${t("device.lastHeard")} `}
            <RelativeTime at={isOnline ? connection.since : connection.lastHandshake} focusable />
          </span>
        </span>
      ),
    },
    { term: isOnline ? t("common.gateway") : t("device.lastGateway"), value: connection.gateway.name },
    {
      term: t("device.endpoint"),
      value: connection.endpoint ? (
        <code className="font-mono text-xs">{connection.endpoint}</code>
      ) : (
        <span className="text-ink-faint">{t("device.notKnown")}</span>
      ),
    },
    {
      term: t("device.traffic"),
      value: t("device.trafficInThisConnection", {
        received: trafficText(t, connection.received),
        sent: trafficText(t, connection.sent),
      }),
    },
  ];
}

interface ConnectionHistoryProps {
  readonly id: string;
  /** As it may be said now: what the history calls a running connection is as old as its answer. */
  readonly isOnline: boolean;
}

/** The connections of the last day or week: as a bar, and line by line. */
function ConnectionHistory({ id, isOnline }: ConnectionHistoryProps) {
  const t = useTranslations();
  const [span, setSpan] = useState<ConnectionSpan>("24h");
  const query = useQuery({
    ...useTRPC().device.history.queryOptions({ id, span }),
    placeholderData: keepPreviousData,
    refetchInterval: devicesRefetchMs,
  });
  return (
    <section aria-label={t("device.history")} className="mt-4 border-t border-line pt-3">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 className="text-xs font-medium text-ink-muted">{t("device.history")}</h3>
        <SpanSwitch value={span} onChange={setSpan} />
      </div>
      <QueryView
        query={query}
        failure={t("device.theHistoryCouldNotBe")}
        skeleton={
          <>
            <output className="sr-only">{t("device.loadingTheHistory")}</output>
            <Skeleton className="h-6 w-full" />
            <Skeleton className="mt-7 h-3 w-56" />
          </>
        }
      >
        {(history) => (
          <>
            <ConnectionBar history={history} span={span} isOnline={isOnline} />
            <ConnectionList history={history} isOnline={isOnline} />
          </>
        )}
      </QueryView>
    </section>
  );
}

interface ConnectionBarProps {
  readonly history: DeviceHistory;
  readonly span: ConnectionSpan;
  readonly isOnline: boolean;
}

/** When the device was connected, on one bar from then to now; in words beneath. */
function ConnectionBar({ history, span, isOnline }: ConnectionBarProps) {
  const t = useTranslations();
  const spells = spellsInSpan(history);
  const count = spells.length;
  const many = `${history.hasMore ? `${t("device.theNewest")} ` : ""}${countText(t, "connection", count)}`;
  return (
    <figure>
      <div aria-hidden="true">
        <div className="relative h-6 overflow-hidden rounded-sm bg-pressed">
          {spells.map(({ key, left, width, connection }) => (
            <div
              key={key}
              className={clsx(
                "absolute inset-y-0 min-w-0.5 rounded-xs",
                connection.until === null && isOnline ? "bg-success" : "bg-accent/60",
              )}
              style={{ left: `${left}%`, width: `${width}%` }}
            />
          ))}
        </div>
        <p className="flex justify-between pt-1 text-xs text-ink-faint">
          <span>{t("device.ago", { spanName: spanName(t, span) })}</span>
          <span>{t("device.now")}</span>
        </p>
      </div>
      <figcaption className="mt-1 text-xs text-ink-muted">
        {count === 0
          ? t("device.notConnectedInThe", { span: spanLabel(t, span) })
          : t("device.connectedForOfThe", {
              share: Math.max(1, Math.round(connectedShare(spells))),
              span: spanLabel(t, span),
              connections: many,
            })}
      </figcaption>
    </figure>
  );
}

/** Lines that stand there before somebody asks for all. */
const firstLines = 5;

/** The connections line by line, newest first: what the bar shows, to be read. */
function ConnectionList({ history, isOnline }: { readonly history: DeviceHistory; readonly isOnline: boolean }) {
  const t = useTranslations();
  const [showsAll, setShowsAll] = useState(false);
  const { connections, hasMore } = history;
  if (connections.length === 0) return null;
  const shown = showsAll ? connections : connections.slice(0, firstLines);
  return (
    <>
      <ol className="mt-3 divide-y divide-line border-y border-line text-sm">
        {shown.map(({ gateway, since, until, endpoint, received, sent }) => (
          <li key={`${gateway.id} ${since}`} className="grid gap-x-4 py-1.5 sm:grid-cols-[1fr_auto]">
            <span>
              <ExactTimestamp at={since} />
            </span>
            <span className="text-ink-muted tabular-nums sm:text-right">
              {until
                ? t("device.for", { duration: duration(t, Date.parse(until) - Date.parse(since)) })
                : isOnline
                  ? t("device.goesOn")
                  : t("device.noLongerHeard")}
            </span>
            <span className="min-w-0 text-xs text-ink-muted">
              {gatewayName(t, gateway)}
              {endpoint !== null && <span className="font-mono wrap-anywhere"> · {endpoint}</span>}
            </span>
            <span className="text-xs text-ink-muted tabular-nums sm:text-right">
              {t("device.fromItToIt", { received: trafficText(t, received), sent: trafficText(t, sent) })}
            </span>
          </li>
        ))}
      </ol>
      {!showsAll && connections.length > firstLines && (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setShowsAll(true)}>
          {t("device.showAll", { count: connections.length })}
        </Button>
      )}
      {showsAll && hasMore && <p className="mt-2 text-xs text-ink-muted">{t("device.olderOnesAreLeftOut")}</p>}
    </>
  );
}
