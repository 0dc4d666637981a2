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

interface ShownPage {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

/** How many items a list has, where its only page tells; undefined where they are to be counted. */
export function totalOfOnlyPage(pages: readonly string[], page: ShownPage | undefined): Total | undefined {
  return page && page.nextCursor === null && pages.length === 0 ? { count: page.items.length, exact: true } : undefined;
}
