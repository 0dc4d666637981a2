import { expect, it } from "vitest";
import { nextPages } from "./keyset-pages.ts";

it("keeps the URL short on a long walk, and the page that is shown last", () => {
  let pages: string[] = [];
  for (let at = 0; at < 200; at++) pages = nextPages(pages, `cursor-${at}`);
  expect(pages).toHaveLength(40);
  expect(pages.at(-1)).toBe("cursor-199");
});
