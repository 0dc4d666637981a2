"use client";

import { livingStatuses } from "@portcullis/domain/user/lifecycle";
import type { UserConcern } from "@portcullis/domain/user/user-sort";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useMe } from "#features/account/use-me.ts";
import { useTRPC } from "#trpc/client.ts";
import { Chip } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { SearchInput } from "#ui/form/search-input.tsx";
import { Select } from "#ui/form/select.tsx";
import { nextPages } from "#ui/table/keyset-pages.ts";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table.tsx";
import { toListUsers, type UserSearch, userSearchParams } from "./user-search-params.ts";
import { UsersTable } from "./users-table.tsx";

/** The users page: search, filters, sort and pages, all of it in the URL. */
export function UsersView() {
  const trpc = useTRPC();
  const [search, setSearch] = useQueryStates(userSearchParams, { history: "replace" });
  const list = useQuery({ ...trpc.user.list.queryOptions(toListUsers(search)), placeholderData: keepPreviousData });
  const narrow = (change: Partial<UserSearch>) => setSearch({ ...change, pages: [] });
  const isNarrowed =
    search.q !== "" || search.status.length > 0 || search.role || search.group || search.presence || search.concern;
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
      <QueryView
        query={list}
        failure="The users could not be loaded"
        skeleton={<TableSkeleton label="Users" columns={["Name", "Status", "Roles", "Devices", "Last connection"]} />}
        empty={
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
        }
      >
        {(page) => (
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
      </QueryView>
    </>
  );
}

const any = "any";
const concernNames: Readonly<Record<UserConcern, string>> = {
  administrator_without_factor: "Administrators without a second factor",
  over_device_limit: "Over the device limit",
  invitation_expiring: "Invitation about to expire",
};
const statusNames = { pending: "Pending", active: "Active", inactive: "Deactivated" } as const;

/** What narrows the list. Roles and groups are offered to those who may see them. */
function UsersFilters(props: { search: UserSearch; onChange: (change: Partial<UserSearch>) => void }) {
  const { search, onChange } = props;
  const trpc = useTRPC();
  const { permissions } = useMe();
  const roles = useQuery(trpc.role.list.queryOptions({ limit: 100 }, { enabled: permissions.includes("role:read") }));
  const groups = useQuery(
    trpc.group.list.queryOptions({ limit: 100 }, { enabled: permissions.includes("group:read") }),
  );
  const named = (items: readonly { id: string; name: string }[] | undefined, all: string) => [
    { value: any, label: all },
    ...(items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <Select
        label="Status"
        className="sm:w-36"
        value={search.status[0] ?? any}
        options={[
          { value: any, label: "Any status" },
          ...livingStatuses.map((status) => ({ value: status, label: statusNames[status] })),
        ]}
        onValueChange={(value) => onChange({ status: livingStatuses.filter((status) => status === value) })}
      />
      <Select
        label="Presence"
        className="sm:w-36"
        value={search.presence ?? any}
        options={[
          { value: any, label: "On or offline" },
          { value: "online", label: "Online" },
          { value: "offline", label: "Offline" },
        ]}
        onValueChange={(value) => onChange({ presence: value === "online" || value === "offline" ? value : null })}
      />
      {roles.data && (
        <Select
          label="Role"
          className="sm:w-36"
          value={search.role ?? any}
          options={named(roles.data.items, "Any role")}
          onValueChange={(value) => onChange({ role: value === any ? null : value })}
        />
      )}
      {groups.data && (
        <Select
          label="Group"
          className="sm:w-40"
          value={search.group ?? any}
          options={named(groups.data.items, "Any group")}
          onValueChange={(value) => onChange({ group: value === any ? null : value })}
        />
      )}
      {search.concern && (
        <span className="col-span-2 flex min-w-0">
          <Chip
            removeLabel={`Show others than: ${concernNames[search.concern]}`}
            onRemove={() => onChange({ concern: null })}
          >
            {concernNames[search.concern]}
          </Chip>
        </span>
      )}
    </>
  );
}
