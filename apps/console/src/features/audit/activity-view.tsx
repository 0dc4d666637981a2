"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { History, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { useUser } from "#features/user/user-frame.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState, ForbiddenState } from "#ui/feedback/state-panel.tsx";
import { SmallLink } from "#ui/page-link.tsx";
import { type KeysetPages, PageGone, Pagination, useKeysetPages } from "#ui/table/pagination.tsx";
import { useTimeZone } from "#ui/time.tsx";
import { ActivityChips, ActivityFilters, useActivityFilters } from "./activity-filters.tsx";
import { type AuditFilters, toListAudit } from "./activity-search-params.ts";
import { Timeline, TimelineSkeleton } from "./timeline.tsx";

interface ActivityViewProps {
  /** Whose audit log; undefined means the tenant's, and then a link may narrow it to somebody's actions or to one thing. */
  readonly userId: string | undefined;
  /** At the end of the line of filters. */
  readonly actions?: ReactNode | undefined;
}

/** An audit log: filters and pages, all of it in the URL. */
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

/** What happened to the user whose page this is, and to what is theirs. */
export function UserActivity() {
  const t = useTranslations();
  const user = useUser();
  const { permissions } = useMe();
  const name = displayName(user);
  if (!permissions.includes("audit:read")) {
    return <ForbiddenState title={t("audit.youMayNotSeeThe", { name })} permission="audit:read" />;
  }
  return (
    <ActivityView
      userId={user.id}
      actions={<SmallLink href={`/activity?actor=${user.id}`}>{t("audit.allThatDid", { name })}</SmallLink>}
    />
  );
}

interface ActivityListProps {
  readonly list: ReturnType<typeof useActivity>;
  readonly pages: KeysetPages;
  readonly timeZone: string;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

/** The timeline and its pages, or what stands in their place. */
function ActivityList({ list, pages, timeZone, isNarrowed, onClear }: ActivityListProps) {
  const t = useTranslations();
  const whyEmpty =
    pages.cursor !== undefined ? (
      <Gone onFirstPage={pages.toFirst} />
    ) : isNarrowed ? (
      <NothingMatches onClear={onClear} />
    ) : (
      <EmptyState icon={<History />} title={t("audit.nothingYet")} />
    );
  return (
    <QueryView
      query={list}
      failure={t("common.theActivityCouldNotBe")}
      skeleton={<TimelineSkeleton />}
      empty={list.isPlaceholderData ? <TimelineSkeleton /> : whyEmpty}
      pageGone={<Gone onFirstPage={pages.toFirst} />}
    >
      {(page) => (
        <>
          <Timeline
            events={page.items}
            timeZone={timeZone}
            hasNewer={pages.cursor !== undefined}
            hasOlder={page.nextCursor !== null}
            busy={list.isPlaceholderData}
          />
          <Pagination
            noun="event"
            total={page.total}
            shown={page.items.length}
            busy={list.isFetching}
            onPrevious={pages.previous}
            onNext={page.nextCursor === null ? null : () => pages.next(page.nextCursor ?? "")}
          />
        </>
      )}
    </QueryView>
  );
}

function Gone({ onFirstPage }: { readonly onFirstPage: () => void }) {
  const t = useTranslations();
  return <PageGone onFirstPage={onFirstPage}>{t("audit.theLinkBelongsToOther")}</PageGone>;
}

function NothingMatches({ onClear }: { readonly onClear: () => void }) {
  const t = useTranslations();
  return (
    <EmptyState
      icon={<SearchX />}
      title={t("audit.nothingOfTheKindHappened")}
      actions={<Button onClick={onClear}>{t("audit.clearFilters")}</Button>}
    >
      {t("audit.tryOtherDaysOrAnother")}
    </EmptyState>
  );
}

/** Milliseconds after which the newest page is asked for again, while it is looked at. */
const refetchMs = 60_000;

/** The page of the audit log that the filters leave; the events before stay until it is there. */
function useActivity(filters: AuditFilters, cursor: string | undefined, timeZone: string | undefined) {
  return useQuery({
    ...useTRPC().audit.list.queryOptions(toListAudit(filters, cursor, timeZone) ?? skipToken),
    placeholderData: keepPreviousData,
    refetchInterval: cursor === undefined ? refetchMs : false,
  });
}
