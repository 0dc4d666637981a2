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
  expect(totalOfOnlyPage([], last)).toEqual({ count: 2, exact: true });
  expect(totalOfOnlyPage(["cursor"], last)).toBeUndefined();
  expect(totalOfOnlyPage([], { ...last, nextCursor: "cursor" })).toBeUndefined();
  expect(totalOfOnlyPage([], undefined)).toBeUndefined();
});
