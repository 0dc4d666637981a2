"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPC } from "#trpc/client.ts";
import { Avatar } from "#ui/avatar.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { SearchInput } from "#ui/form/search-input.tsx";

/** As many as can be looked over; more are found by typing. */
const shown = 6;

export interface ChoosePersonProps {
  /** What the choice is about, for a screen reader. */
  readonly legend: string;
  readonly chosen: UserItem | undefined;
  /** Who is not offered. */
  readonly except: string;
  readonly onChoose: (person: UserItem) => void;
}

/** One of the active people, found by name or e-mail. */
export function ChoosePerson({ legend, chosen, except, onChoose }: ChoosePersonProps) {
  const t = useTranslations();
  const [search, setSearch] = useState("");
  const people = useQuery({
    ...useTRPC().user.list.queryOptions({ search, status: ["active"], limit: shown + 1 }),
    placeholderData: keepPreviousData,
  });
  const offered = (items: readonly UserItem[]) => items.filter(({ id }) => id !== except).slice(0, shown);
  return (
    <div className="grid gap-2">
      <SearchInput
        label={t("common.searchPeople")}
        placeholder={t("user.nameOrEMail")}
        value={search}
        onChange={setSearch}
        busy={people.isFetching}
      />
      <QueryView
        query={people}
        failure={t("common.thePeopleCouldNotBe")}
        skeleton={<Skeleton className="h-66 w-full" />}
      >
        {({ items }) =>
          offered(items).length === 0 ? (
            <p className="py-6 text-center text-sm text-ink-muted">{t("user.noActivePersonMatches")}</p>
          ) : (
            <fieldset className="grid">
              <legend className="sr-only">{legend}</legend>
              {offered(items).map((person) => (
                <label
                  key={person.id}
                  className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-2 hover:bg-hover has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
                >
                  <input
                    type="radio"
                    name="person"
                    className="size-4 accent-accent"
                    checked={person.id === chosen?.id}
                    onChange={() => onChoose(person)}
                  />
                  <Avatar name={displayName(person)} image={person.image} size="sm" />
                  <span className="min-w-0 flex-1 text-sm">
                    <span className="block truncate font-medium">{displayName(person)}</span>
                    <span className="block truncate text-xs text-ink-muted">{person.email}</span>
                  </span>
                </label>
              ))}
            </fieldset>
          )
        }
      </QueryView>
    </div>
  );
}
