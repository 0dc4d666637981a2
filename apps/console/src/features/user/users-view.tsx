"use client";

import type { UserConcern } from "@portcullis/domain/sort";
import { livingStatuses } from "@portcullis/domain/user/lifecycle";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { SelectionBar } from "#features/bulk/selection-bar.tsx";
import type { Translate } from "#i18n/translator.ts";
import { useTRPC } from "#trpc/client.ts";
import { Chip } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { SearchInput } from "#ui/form/search-input.tsx";
import { Select } from "#ui/form/select.tsx";
import { nextPages } from "#ui/table/keyset-pages.ts";
import { Pagination } from "#ui/table/pagination.tsx";
import { useSelection } from "#ui/table/selection.ts";
import { TableSkeleton } from "#ui/table/table.tsx";
import { useUserTotal } from "./use-user-total.ts";
import { toListUsers, toUserFilter, type UserSearch, userSearchParams } from "./user-search-params.ts";
import { UsersTable } from "./users-table.tsx";

/** The users page: search, filters, sort and pages, all of it in the URL. */
export function UsersView() {
  const t = useTranslations();
  const trpc = useTRPC();
  const [search, setSearch] = useQueryStates(userSearchParams, { history: "replace" });
  const list = useQuery({ ...trpc.user.list.queryOptions(toListUsers(search)), placeholderData: keepPreviousData });
  const filter = toUserFilter(search);
  const total = useUserTotal(filter, search.pages, list);
  const selection = useSelection(filter);
  const narrow = (change: Partial<UserSearch>) => setSearch({ ...change, pages: [] });
  const isNarrowed =
    search.q !== "" || search.status.length > 0 || search.role || search.group || search.presence || search.concern;
  return (
    <>
      <div className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
        <SearchInput
          label={t("user.searchUsers")}
          placeholder={t("common.searchNameOrEMail")}
          className="col-span-2 sm:w-72"
          value={search.q}
          busy={list.isFetching && list.isPlaceholderData}
          onChange={(q) => void narrow({ q })}
        />
        <UsersFilters search={search} onChange={(change) => void narrow(change)} />
      </div>
      <QueryView
        query={list}
        failure={t("user.theUsersCouldNotBe")}
        skeleton={
          <TableSkeleton
            label={t("common.users")}
            columns={[
              t("common.name"),
              t("common.status"),
              t("common.roles"),
              t("common.devices"),
              t("common.lastConnection"),
            ]}
          />
        }
        empty={
          <EmptyState
            icon={<Users />}
            title={isNarrowed ? t("common.nobodyMatches") : t("user.noUsersYet")}
            actions={
              isNarrowed ? (
                <Button onClick={() => void setSearch(null)}>{t("common.clearSearchAndFilters")}</Button>
              ) : undefined
            }
          >
            {isNarrowed ? t("common.tryFewerLettersOrAnother") : t("user.invitePeopleOrBringThem")}
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
              selection={selection}
              onSort={(sort) =>
                void narrow({ sort, direction: sort === search.sort && search.direction === "asc" ? "desc" : "asc" })
              }
            />
            <Pagination
              noun="user"
              total={total}
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
            <SelectionBar
              member="user"
              selection={selection}
              page={page.items.map(({ id }) => id)}
              total={total}
              matching={{ by: "users", filter }}
            />
          </>
        )}
      </QueryView>
    </>
  );
}

const any = "any";
const concernNames = (t: Translate): Readonly<Record<UserConcern, string>> => ({
  administrator_without_factor: t("user.administratorsWithoutASecondFactor"),
  over_device_limit: t("common.overTheDeviceLimit"),
  invitation_expiring: t("user.invitationAboutToExpire"),
});
const statusNames = (t: Translate) =>
  ({ pending: t("user.pending"), active: t("user.active"), inactive: t("user.deactivated") }) as const;

/** What narrows the list. Roles and groups are offered to those who may see them. */
function UsersFilters(props: { search: UserSearch; onChange: (change: Partial<UserSearch>) => void }) {
  const t = useTranslations();
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
        label={t("common.status")}
        className="sm:w-36"
        value={search.status[0] ?? any}
        options={[
          { value: any, label: t("common.anyStatus") },
          ...livingStatuses.map((status) => ({ value: status, label: statusNames(t)[status] })),
        ]}
        onValueChange={(value) => onChange({ status: livingStatuses.filter((status) => status === value) })}
      />
      <Select
        label={t("user.presence")}
        className="sm:w-36"
        value={search.presence ?? any}
        options={[
          { value: any, label: t("user.onOrOffline") },
          { value: "online", label: t("user.online2") },
          { value: "offline", label: t("user.offline") },
        ]}
        onValueChange={(value) => onChange({ presence: value === "online" || value === "offline" ? value : null })}
      />
      {roles.data && (
        <Select
          label={t("common.role")}
          className="sm:w-36"
          value={search.role ?? any}
          options={named(roles.data.items, t("user.anyRole"))}
          onValueChange={(value) => onChange({ role: value === any ? null : value })}
        />
      )}
      {groups.data && (
        <Select
          label={t("common.group")}
          className="sm:w-40"
          value={search.group ?? any}
          options={named(groups.data.items, t("user.anyGroup"))}
          onValueChange={(value) => onChange({ group: value === any ? null : value })}
        />
      )}
      {search.concern && (
        <span className="col-span-2 flex min-w-0">
          <Chip
            removeLabel={t("user.showOthersThan", { concern: concernNames(t)[search.concern] })}
            onRemove={() => onChange({ concern: null })}
          >
            {concernNames(t)[search.concern]}
          </Chip>
        </span>
      )}
    </>
  );
}
