"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { displayName } from "@portcullis/domain/user/display-name";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { CheckList } from "#ui/form/checkbox.tsx";
import { SearchInput } from "#ui/form/search-input.tsx";
import type { Selection } from "./use-group-search.ts";

/** People shown at once; a search finds the others. */
const shown = 30;

/** Chooses people by name or e-mail; who is in the group already cannot be chosen. */
export function FindPeople({ group, selection }: { readonly group: GroupDetail; readonly selection: Selection }) {
  const t = useTranslations();
  const [search, setSearch] = useState("");
  const list = useQuery({
    ...useTRPC().user.list.queryOptions({ ...(search.trim() && { search: search.trim() }), limit: shown }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="flex flex-col gap-2">
      <SearchInput
        label={t("common.searchPeople")}
        placeholder={t("common.searchNameOrEMail")}
        value={search}
        busy={list.isFetching && list.isPlaceholderData}
        onChange={setSearch}
      />
      <QueryView
        query={list}
        failure={t("common.thePeopleCouldNotBe")}
        skeleton={<Skeleton className="h-64 w-full" />}
        empty={<p className="py-8 text-center text-sm text-ink-muted">{t("group.nobodyMatches")}</p>}
      >
        {({ items: people }) => (
          <CheckList
            label={t("common.people")}
            busy={list.isPlaceholderData}
            items={people.map((person) => ({
              id: person.id,
              name: displayName(person),
              note: displayName(person) === person.email ? undefined : person.email,
              disabledReason: person.groups.some(({ id }) => id === group.id)
                ? t("group.isInThisGroupAlready")
                : undefined,
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
      </QueryView>
      {list.data?.nextCursor && <p className="text-xs text-ink-muted">{t("group.theFirstSearchToFind", { shown })}</p>}
    </div>
  );
}
