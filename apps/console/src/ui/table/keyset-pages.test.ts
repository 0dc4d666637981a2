import { expect, it } from "vitest";
import { nextPages, totalOfOnlyPage } from "./keyset-pages.ts";

it("keeps the URL short on a long walk, and the page that is shown last", () => {
  let pages: string[] = [];
  for (let at = 0; at < 200; at++) pages = nextPages(pages, `cursor-${at}`);
  expect(pages).toHaveLength(40);
  expect(pages.at(-1)).toBe("cursor-199");
});

it("tells the total from the only page, and from no other", () => {
  const last = { items: ["a", "b"], nextCursor: null };
  const shown = { data: last, isPlaceholderData: false };
  const more = { ...shown, data: { ...last, nextCursor: "cursor" } };
  const toCount = { known: undefined, isToBeCounted: true };
  expect(totalOfOnlyPage([], shown)).toEqual({ known: { count: 2, exact: true }, isToBeCounted: false });
  expect(totalOfOnlyPage(["cursor"], shown)).toEqual(toCount);
  expect(totalOfOnlyPage([], more)).toEqual(toCount);
  const notYet = { known: undefined, isToBeCounted: false };
  expect(totalOfOnlyPage([], { ...more, isPlaceholderData: true })).toEqual(notYet);
  expect(totalOfOnlyPage([], { data: undefined, isPlaceholderData: false })).toEqual(notYet);
});
