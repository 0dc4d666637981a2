"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { AttentionPanel } from "./attention-panel.tsx";
import { ConnectionsPlot } from "./connections-plot.tsx";
import { CountTiles } from "./count-tiles.tsx";
import { CutOffPlot } from "./cut-off-plot.tsx";
import { LiveFeed } from "./live-feed.tsx";
import { UsersPlot } from "./users-plot.tsx";

/** The tenant at a glance: what there is, what needs somebody, how it went, what happens. */
export function OverviewView() {
  const t = useTranslations();
  const { permissions } = useMe();
  const query = useOverview();
  return (
    <>
      <PageHeader title={t("common.overview")} />
      <QueryView query={query} failure={t("overview.theOverviewCouldNotBe")} skeleton={<OverviewSkeleton />} saysAge>
        {(overview) => (
          <>
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
      </QueryView>
    </>
  );
}

/** The shape of the overview. */
function OverviewSkeleton() {
  const t = useTranslations();
  return (
    <div>
      <output className="sr-only">{t("overview.loadingTheOverview")}</output>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 sm:gap-3 xl:grid-cols-6">
        {Array.from({ length: 6 }, (_, at) => (
          <Skeleton key={at} className="h-[4.625rem] rounded-lg" />
        ))}
      </div>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-56 w-full rounded-lg" />
        <Skeleton className="h-96 w-full rounded-lg" />
      </div>
    </div>
  );
}

/** Milliseconds after which it is asked for again, should the stream not have said before that something changed. */
const refetchMs = 30_000;

/** The tenant at a glance. */
function useOverview() {
  return useQuery({ ...useTRPC().overview.get.queryOptions(), refetchInterval: refetchMs });
}
