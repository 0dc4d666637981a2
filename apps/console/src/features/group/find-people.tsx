"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.ts";
import { QueryFailure } from "#ui/feedback/error-state.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { CheckList } from "#ui/form/checkbox.tsx";
import { SearchInput } from "#ui/form/search-input.tsx";
import type { Selection } from "./use-group-search.ts";

/** People shown at once; a search finds the others. */
const shown = 30;

/** Chooses people by name or e-mail; who is in the group already cannot be chosen. */
export function FindPeople({ group, selection }: { readonly group: GroupDetail; readonly selection: Selection }) {
  const [search, setSearch] = useState("");
  const list = useQuery({
    ...useTRPC().user.list.queryOptions({ ...(search.trim() && { search: search.trim() }), limit: shown }),
    placeholderData: keepPreviousData,
  });
  const people = list.data?.items;
  return (
    <div className="flex flex-col gap-2">
      <SearchInput
        label="Search people"
        placeholder="Search name or e-mail"
        value={search}
        busy={list.isFetching && list.isPlaceholderData}
        onChange={setSearch}
      />
      {list.isError && !people ? (
        <QueryFailure
          title="The people could not be loaded"
          error={list.error}
          onRetry={() => void list.refetch()}
          retrying={list.isFetching}
        />
      ) : !people ? (
        <Skeleton className="h-64 w-full" />
      ) : people.length === 0 ? (
        <p className="py-8 text-center text-sm text-ink-muted">Nobody matches.</p>
      ) : (
        <CheckList
          label="People"
          busy={list.isPlaceholderData}
          items={people.map((person) => ({
            id: person.id,
            name: displayName(person),
            note: displayName(person) === person.email ? undefined : person.email,
            disabledReason: person.groups.some(({ id }) => id === group.id) ? "Is in this group already." : undefined,
          }))}
          chosen={selection.ids}
          onToggle={(id, isChosen) =>
            selection.choose(
              people.filter((person) => person.id === id),
              isChosen,
            )
          }
        />
      )}
      {list.data?.nextCursor && <p className="text-xs text-ink-muted">The first {shown}. Search to find the others.</p>}
    </div>
  );
}
