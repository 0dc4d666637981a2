"use client";

import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import type { Overview } from "@portcullis/domain/overview";
import { totalCap } from "@portcullis/domain/page";
import { useNow } from "#ui/clock.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { CountTile } from "./count-tile.tsx";
import { totalText } from "./total-text.ts";

/** What there is, each count a way to the list that it counts. Nobody is said to be online by an answer that is too old. */
export function CountTiles({
  overview: { users, devices, cascades, countedAt },
  asOf,
}: {
  readonly overview: Overview;
  readonly asOf: number;
}) {
  const isOld = useNow() - asOf >= onlineWithinSeconds * 1_000;
  const isKept = [users.active, devices?.total].some((total) => total && total.count > totalCap);
  return (
    <>
      <ul aria-label="Counts" className="grid grid-cols-2 gap-2 sm:grid-cols-3 sm:gap-3 xl:grid-cols-8">
        {devices && (
          <>
            <CountTile
              label="Devices online"
              href="/devices?status=online"
              total={isOld ? null : devices.online}
              note={`of ${totalText(devices.total)}`}
            />
            <CountTile label="Devices deactivated" href="/devices?status=deactivated" total={devices.deactivated} />
            <CountTile
              label="Not compliant"
              href="/devices?posture=non_compliant"
              total={devices.nonCompliant}
              tone="warning"
            />
            <CountTile
              label="Posture unknown"
              href="/devices?posture=unknown"
              total={devices.postureUnknown}
              tone="warning"
            />
            <CountTile
              label="Waiting for approval"
              href="/devices?waiting=true"
              total={devices.awaitingApproval}
              tone="warning"
            />
          </>
        )}
        <CountTile label="Changes running" href="/cascades?state=running" total={cascades.running} />
        <CountTile
          label="Cut-offs not confirmed"
          href="/cascades/unconfirmed"
          total={cascades.unconfirmed}
          tone="warning"
        />
        <CountTile label="Changes failed" href="/cascades?state=failed" total={cascades.failed} tone="danger" />
      </ul>
      {isKept && (
        <p className="mt-1.5 text-xs text-ink-muted">
          Users and devices counted <RelativeTime at={countedAt} />
        </p>
      )}
    </>
  );
}
