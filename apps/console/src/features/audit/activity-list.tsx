"use client";

import { History, SearchX } from "lucide-react";
import { describeApiError } from "#trpc/api-error.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/feedback/empty-state.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { StaleList } from "#ui/feedback/stale-list.tsx";
import { PageGone } from "#ui/table/page-gone.tsx";
import { Pagination } from "#ui/table/pagination.tsx";
import type { KeysetPages } from "#ui/table/use-keyset-pages.ts";
import { Timeline } from "./timeline.tsx";
import { TimelineSkeleton } from "./timeline-skeleton.tsx";
import type { useActivity } from "./use-activity.ts";

export interface ActivityListProps {
  readonly list: ReturnType<typeof useActivity>;
  readonly pages: KeysetPages;
  readonly timeZone: string;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

/** The timeline and its pages, or what stands in their place. */
export function ActivityList({ list, pages, timeZone, isNarrowed, onClear }: ActivityListProps) {
  const page = list.data;
  const failure = { error: list.error, retrying: list.isFetching, onRetry: () => void list.refetch() };
  if (!page) {
    if (!list.isError) return <TimelineSkeleton />;
    if (describeApiError(list.error).data.reason === "cursor_invalid") return <Gone onFirstPage={pages.toFirst} />;
    return <QueryFailure title="The activity could not be loaded" {...failure} />;
  }
  if (page.items.length === 0) {
    if (list.isPlaceholderData) return <TimelineSkeleton />;
    if (pages.cursor !== undefined) return <Gone onFirstPage={pages.toFirst} />;
    return isNarrowed ? <NothingMatches onClear={onClear} /> : <EmptyState icon={<History />} title="Nothing yet" />;
  }
  const { nextCursor } = page;
  return (
    <>
      {list.isError && <StaleList {...failure} asOf={list.dataUpdatedAt} />}
      <Timeline
        events={page.items}
        timeZone={timeZone}
        hasNewer={pages.cursor !== undefined}
        hasOlder={nextCursor !== null}
        busy={list.isPlaceholderData}
      />
      <Pagination
        noun="event"
        total={page.total}
        shown={page.items.length}
        busy={list.isFetching}
        onPrevious={pages.previous}
        onNext={nextCursor === null ? null : () => pages.next(nextCursor)}
      />
    </>
  );
}

function Gone({ onFirstPage }: { readonly onFirstPage: () => void }) {
  return <PageGone onFirstPage={onFirstPage}>The link belongs to other filters, or to another list.</PageGone>;
}

function NothingMatches({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="Nothing of the kind happened"
      actions={<Button onClick={onClear}>Clear filters</Button>}
    >
      Try other days, or another part of the audit log.
    </EmptyState>
  );
}
