"use client";

import type { ReactNode } from "react";
import { useKeysetPages } from "#ui/table/use-keyset-pages.ts";
import { useTimeZone } from "#ui/use-time-zone.ts";
import { ActivityChips } from "./activity-chips.tsx";
import { ActivityFilters } from "./activity-filters.tsx";
import { ActivityList } from "./activity-list.tsx";
import { useActivity } from "./use-activity.ts";
import { useActivityFilters } from "./use-activity-filters.ts";

export interface ActivityViewProps {
  /** Whose audit log; undefined means the tenant's, and then a link may narrow it to somebody's actions or to one thing. */
  readonly userId: string | undefined;
  /** At the end of the line of filters. */
  readonly actions?: ReactNode | undefined;
}

/** A audit log: filters and pages, all of it in the URL. */
export function ActivityView({ userId, actions }: ActivityViewProps) {
  const { filters: all, narrow, clear } = useActivityFilters();
  const pages = useKeysetPages();
  const timeZone = useTimeZone();
  const filters = userId === undefined ? all : { ...all, actor: null, target: userId };
  const list = useActivity(filters, pages.cursor, timeZone);
  const isByLink = userId === undefined && (filters.actor !== null || filters.target !== null);
  return (
    <>
      <div className="mb-4 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center sm:gap-3">
        <ActivityFilters filters={filters} onChange={narrow} />
        {isByLink && (
          <div className="col-span-2 flex min-w-0 flex-wrap gap-2">
            <ActivityChips
              actor={filters.actor}
              target={filters.target}
              events={list.data?.items ?? []}
              onRemove={(filter) => narrow({ [filter]: null })}
            />
          </div>
        )}
        {actions !== undefined && <div className="col-span-2 sm:ml-auto">{actions}</div>}
      </div>
      <ActivityList
        list={list}
        pages={pages}
        timeZone={timeZone ?? "UTC"}
        isNarrowed={isByLink || filters.area !== null || filters.from !== null || filters.to !== null}
        onClear={clear}
      />
    </>
  );
}
