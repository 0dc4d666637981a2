"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
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
  const { search, find, previous, next } = useGroupSearch();
  const list = useQuery({
    ...useTRPC().group.list.queryOptions(toListGroups(search)),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <SearchInput
        label="Search groups"
        className="mb-3 sm:w-72"
        value={search.q}
        busy={list.isFetching && list.isPlaceholderData}
        onChange={find}
      />
      <QueryView
        query={list}
        failure="The groups could not be loaded"
        skeleton={<TableSkeleton label="Groups" columns={["Name", "People", "Roles", "Device limit"]} />}
        empty={
          <EmptyState
            icon={<UsersRound />}
            title={search.q === "" ? "No groups yet" : "No group matches"}
            actions={search.q === "" ? undefined : <Button onClick={() => find("")}>Clear search</Button>}
          >
            {search.q === ""
              ? "A group gives everybody in it the same roles and the same device limit."
              : "Try fewer letters."}
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
