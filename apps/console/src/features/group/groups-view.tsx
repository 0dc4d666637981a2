"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";

import { SearchInput } from "#ui/form/search-input.tsx";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table.tsx";
import { toListGroups } from "./group-search-params.ts";
import { GroupsTable } from "./groups-table.tsx";
import { useGroupSearch } from "./use-group-search.ts";

/** The tenant's groups: search and pages, all of it in the URL. */
export function GroupsView() {
  const t = useTranslations();
  const { search, find, previous, next } = useGroupSearch();
  const list = useQuery({
    ...useTRPC().group.list.queryOptions(toListGroups(search)),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <SearchInput
        label={t("common.searchGroups")}
        className="mb-3 sm:w-72"
        value={search.q}
        busy={list.isFetching && list.isPlaceholderData}
        onChange={find}
      />
      <QueryView
        query={list}
        failure={t("common.theGroupsCouldNotBe")}
        skeleton={
          <TableSkeleton
            label={t("common.groups")}
            columns={[t("common.name"), t("common.people"), t("common.roles"), t("common.deviceLimit")]}
          />
        }
        empty={
          <EmptyState
            icon={<UsersRound />}
            title={search.q === "" ? t("group.noGroupsYet") : t("group.noGroupMatches")}
            actions={search.q === "" ? undefined : <Button onClick={() => find("")}>{t("ui.clearSearch")}</Button>}
          >
            {search.q === "" ? t("group.aGroupGivesEverybodyIn") : t("group.tryFewerLetters")}
          </EmptyState>
        }
      >
        {(page) => (
          <>
            <GroupsTable groups={page.items} busy={list.isPlaceholderData} />
            <Pagination
              noun="group"
              total={page.total}
              shown={page.items.length}
              busy={list.isFetching}
              onPrevious={previous}
              onNext={next(page.nextCursor)}
            />
          </>
        )}
      </QueryView>
    </>
  );
}
