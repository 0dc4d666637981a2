"use client";

import type { ConnectionSpan } from "@portcullis/domain/device/connection";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.ts";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { ConnectionBar } from "./connection-bar.tsx";
import { ConnectionList } from "./connection-list.tsx";
import { SpanSwitch } from "./span-switch.tsx";
import { devicesRefetchMs } from "./use-devices.ts";

export interface ConnectionHistoryProps {
  readonly id: string;
  /** As it may be said now: what the history calls a running connection is as old as its answer. */
  readonly isOnline: boolean;
}

/** The connections of the last day or week: as a bar, and line by line. */
export function ConnectionHistory({ id, isOnline }: ConnectionHistoryProps) {
  const [span, setSpan] = useState<ConnectionSpan>("24h");
  const query = useQuery({
    ...useTRPC().device.history.queryOptions({ id, span }),
    placeholderData: keepPreviousData,
    refetchInterval: devicesRefetchMs,
  });
  const history = query.data;
  return (
    <section aria-label="History" className="mt-4 border-t border-line pt-3">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 className="text-xs font-medium text-ink-muted">History</h3>
        <SpanSwitch value={span} onChange={setSpan} />
      </div>
      {history ? (
        <>
          <ConnectionBar history={history} span={span} isOnline={isOnline} />
          <ConnectionList history={history} isOnline={isOnline} />
        </>
      ) : query.isError ? (
        <QueryFailure
          title="The history could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <>
          <output className="sr-only">Loading the history</output>
          <Skeleton className="h-6 w-full" />
          <Skeleton className="mt-7 h-3 w-56" />
        </>
      )}
    </section>
  );
}
