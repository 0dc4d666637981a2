import { useQueryState } from "nuqs";
import { keysetPages, nextPages } from "./keyset-pages.ts";

export type KeysetPages = ReturnType<typeof useKeysetPages>;

/** The page of a keyset list in the URL, and the steps from it. Each step is a step of the browser's Back button. */
export function useKeysetPages() {
  const [pages, setPages] = useQueryState("pages", keysetPages.withOptions({ history: "push", scroll: true }));
  return {
    cursor: pages.at(-1),
    toFirst: () => void setPages([], { history: "replace", scroll: false }),
    previous: pages.length > 0 ? () => void setPages(pages.slice(0, -1)) : null,
    next: (cursor: string) => void setPages(nextPages(pages, cursor)),
  };
}
