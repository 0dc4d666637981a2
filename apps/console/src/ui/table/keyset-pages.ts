import type { Total } from "@portcullis/domain/page";
import { parseAsArrayOf, parseAsString } from "nuqs/server";

/** The cursors of the pages walked through, for a URL; the last one is shown. */
export const keysetPages = parseAsArrayOf(parseAsString).withDefault([]);

/** Cursors kept in the URL, about 130 characters each; a server takes some 16,000 in all. */
const cursorsMax = 40;

/** The cursors after a step forward; beyond what is kept, stepping back ends on the first page. */
export function nextPages(pages: readonly string[], cursor: string): string[] {
  return [...pages, cursor].slice(-cursorsMax);
}

/** As much of a list's query as tells how many it has. */
export interface ShownList {
  readonly data: { readonly items: readonly unknown[]; readonly nextCursor: string | null } | undefined;
  /** Whether the rows are those of the question before. */
  readonly isPlaceholderData: boolean;
}

/** How many items a list has, where its only page tells; else they are to be counted, once its first rows are there. */
export function totalOfOnlyPage(
  pages: readonly string[],
  { data, isPlaceholderData }: ShownList,
): { readonly known: Total | undefined; readonly isToBeCounted: boolean } {
  if (data?.nextCursor === null && pages.length === 0) {
    return { known: { count: data.items.length, exact: true }, isToBeCounted: false };
  }
  return { known: undefined, isToBeCounted: data !== undefined && !isPlaceholderData };
}
