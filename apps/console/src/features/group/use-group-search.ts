import { useQueryStates } from "nuqs";
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
