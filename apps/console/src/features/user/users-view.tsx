"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTRPC } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/feedback/empty-state.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { SearchInput } from "#ui/form/search-input.tsx";
import { nextPages } from "#ui/table/keyset-pages.ts";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table-skeleton.tsx";
import { toListUsers, type UserSearch, userSearchParams } from "./user-search-params.ts";
import { UsersFilters } from "./users-filters.tsx";
import { UsersTable } from "./users-table.tsx";

/** The users page: search, filters, sort and pages, all of it in the URL. */
export function UsersView() {
  const trpc = useTRPC();
  const [search, setSearch] = useQueryStates(userSearchParams, { history: "replace" });
  const list = useQuery({ ...trpc.user.list.queryOptions(toListUsers(search)), placeholderData: keepPreviousData });
  const narrow = (change: Partial<UserSearch>) => setSearch({ ...change, pages: [] });
  const isNarrowed =
    search.q !== "" || search.status.length > 0 || search.role || search.group || search.presence || search.concern;
  const page = list.data;
  return (
    <>
      <div className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
        <SearchInput
          label="Search users"
          placeholder="Search name or e-mail"
          className="col-span-2 sm:w-72"
          value={search.q}
          busy={list.isFetching && list.isPlaceholderData}
          onChange={(q) => void narrow({ q })}
        />
        <UsersFilters search={search} onChange={(change) => void narrow(change)} />
      </div>
      {list.isError && !page ? (
        <QueryFailure
          title="The users could not be loaded"
          error={list.error}
          onRetry={() => void list.refetch()}
          retrying={list.isFetching}
        />
      ) : !page ? (
        <TableSkeleton label="Users" columns={["Name", "Status", "Roles", "Devices", "Last connection"]} />
      ) : page.items.length === 0 ? (
        <EmptyState
          icon={<Users />}
          title={isNarrowed ? "Nobody matches" : "No users yet"}
          actions={
            isNarrowed ? <Button onClick={() => void setSearch(null)}>Clear search and filters</Button> : undefined
          }
        >
          {isNarrowed
            ? "Try fewer letters or another filter."
            : "Invite people, or bring them in with the command tenant:import."}
        </EmptyState>
      ) : (
        <>
          <UsersTable
            users={page.items}
            busy={list.isPlaceholderData}
            sort={search.sort}
            direction={search.direction}
            onSort={(sort) =>
              void narrow({ sort, direction: sort === search.sort && search.direction === "asc" ? "desc" : "asc" })
            }
          />
          <Pagination
            noun="user"
            total={page.total}
            shown={page.items.length}
            busy={list.isFetching}
            onPrevious={
              search.pages.length > 0
                ? () => void setSearch({ pages: search.pages.slice(0, -1) }, { history: "push" })
                : null
            }
            onNext={
              page.nextCursor === null
                ? null
                : () => void setSearch({ pages: nextPages(search.pages, page.nextCursor ?? "") }, { history: "push" })
            }
          />
        </>
      )}
    </>
  );
}
