import { useQueryStates } from "nuqs";
import { useState } from "react";
import { nextPages } from "#ui/table/keyset-pages.ts";
import { groupSearchParams } from "./group-search-params.ts";

/** What is searched for, and the page of it; each step from page to page is a step of the browser's Back button. */
export function useGroupSearch() {
  const [search, setSearch] = useQueryStates(groupSearchParams, { history: "replace" });
  return {
    search,
    find: (q: string) => void setSearch({ q, pages: [] }),
    previous:
      search.pages.length > 0 ? () => void setSearch({ pages: search.pages.slice(0, -1) }, { history: "push" }) : null,
    next: (cursor: string | null) =>
      cursor === null ? null : () => void setSearch({ pages: nextPages(search.pages, cursor) }, { history: "push" }),
  };
}

/** Somebody who can be chosen, and how they are called where they are no longer on the page. */
export interface Chosen {
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

export type Selection = ReturnType<typeof useSelection>;

/** People chosen one by one or by the page, across pages and searches. */
export function useSelection() {
  const [byId, setById] = useState<ReadonlyMap<string, Chosen>>(new Map());
  return {
    ids: new Set(byId.keys()),
    people: [...byId.values()],
    choose: (people: readonly Chosen[], isChosen: boolean) =>
      setById((before) => {
        const after = new Map(before);
        for (const person of people) {
          if (isChosen) after.set(person.id, person);
          else after.delete(person.id);
        }
        return after;
      }),
    clear: () => setById(new Map()),
  };
}
