"use client";

import type { DeviceHistory } from "@portcullis/domain/device/connection";
import { useState } from "react";
import { duration } from "#features/change/duration.ts";
import { gatewayName } from "#features/gateway/gateway-name.ts";
import { Button } from "#ui/button.tsx";
import { ExactTimestamp } from "#ui/exact-timestamp.tsx";
import { trafficText } from "./traffic-text.ts";

/** Lines that stand there before somebody asks for all. */
const firstLines = 5;

/** The connections line by line, newest first: what the bar shows, to be read. */
export function ConnectionList({ history, isOnline }: { readonly history: DeviceHistory; readonly isOnline: boolean }) {
  const [showsAll, setShowsAll] = useState(false);
  const { connections, hasMore } = history;
  if (connections.length === 0) return null;
  const shown = showsAll ? connections : connections.slice(0, firstLines);
  return (
    <>
      <ol className="mt-3 divide-y divide-line border-y border-line text-sm">
        {shown.map(({ gateway, since, until, endpoint, received, sent }) => (
          <li key={`${gateway.id} ${since.toISOString()}`} className="grid gap-x-4 py-1.5 sm:grid-cols-[1fr_auto]">
            <span>
              <ExactTimestamp at={since} />
            </span>
            <span className="text-ink-muted tabular-nums sm:text-right">
              {until ? `for ${duration(until.getTime() - since.getTime())}` : isOnline ? "goes on" : "no longer heard"}
            </span>
            <span className="min-w-0 text-xs text-ink-muted">
              {gatewayName(gateway)}
              {endpoint !== null && <span className="font-mono wrap-anywhere"> · {endpoint}</span>}
            </span>
            <span className="text-xs text-ink-muted tabular-nums sm:text-right">
              {trafficText(received)} from it, {trafficText(sent)} to it
            </span>
          </li>
        ))}
      </ol>
      {!showsAll && connections.length > firstLines && (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setShowsAll(true)}>
          Show all {connections.length}
        </Button>
      )}
      {showsAll && hasMore && <p className="mt-2 text-xs text-ink-muted">Older ones are left out.</p>}
    </>
  );
}
