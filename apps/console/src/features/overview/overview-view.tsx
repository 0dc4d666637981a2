"use client";

import { useMe } from "#features/account/use-me.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { StaleList } from "#ui/feedback/stale-list.tsx";
import { AttentionPanel } from "./attention-panel.tsx";
import { ConnectionsPlot } from "./connections-plot.tsx";
import { CountTiles } from "./count-tiles.tsx";
import { CutOffPlot } from "./cut-off-plot.tsx";
import { LiveFeed } from "./live-feed.tsx";
import { OverviewSkeleton } from "./overview-skeleton.tsx";
import { useOverview } from "./use-overview.ts";
import { UsersPlot } from "./users-plot.tsx";

/** The tenant at a glance: what there is, what needs somebody, how it went, what happens. */
export function OverviewView() {
  const { permissions } = useMe();
  const query = useOverview();
  const overview = query.data;
  const failure = { error: query.error, retrying: query.isFetching, onRetry: () => void query.refetch() };
  return (
    <>
      <PageHeader title="Overview" />
      {!overview ? (
        query.isError ? (
          <QueryFailure title="The overview could not be loaded" {...failure} />
        ) : (
          <OverviewSkeleton />
        )
      ) : (
        <>
          {query.isError && <StaleList {...failure} asOf={query.dataUpdatedAt} />}
          <CountTiles overview={overview} asOf={query.dataUpdatedAt} />
          <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <div className="grid gap-4">
              <AttentionPanel attention={overview.attention} />
              {permissions.includes("device:read") && <ConnectionsPlot />}
              <CutOffPlot cutOff={overview.cutOff} />
            </div>
            <div className="grid gap-4">
              <UsersPlot users={overview.users} />
              {permissions.includes("audit:read") && <LiveFeed />}
            </div>
          </div>
        </>
      )}
    </>
  );
}
