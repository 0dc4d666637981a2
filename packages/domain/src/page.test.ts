import { expect, it } from "vitest";
import { z } from "zod";
import { countedPage, page, pageInput, pageSizeDefault, pageSizeMax, totalCap } from "./page.ts";

const input = z.strictObject(pageInput);

it.each([
  [{}, { limit: 50 }],
  [{ limit: 1 }, { limit: 1 }],
  [
    { limit: 100, cursor: "x" },
    { limit: 100, cursor: "x" },
  ],
])("reads %j as %j", (asked, read) => expect(input.parse(asked)).toEqual(read));

it.each([
  { limit: 0 },
  { limit: 101 },
  { limit: -1 },
  { limit: 1.5 },
  { limit: "50" },
  { limit: Number.NaN },
  { cursor: null },
  { cursor: "x".repeat(1001) },
  { offset: 10 },
])("refuses %j", (asked) => expect(input.safeParse(asked).success).toBe(false));

it("keeps the sizes that the design promises", () => {
  expect([pageSizeDefault, pageSizeMax, totalCap]).toEqual([50, 100, 10_000]);
});

it("answers items and where to go on", () => {
  const numbers = page(z.int());
  expect(numbers.parse({ items: [1, 2], nextCursor: "next" })).toEqual({ items: [1, 2], nextCursor: "next" });
  expect(numbers.safeParse({ items: [1, 2], nextCursor: null, total: { count: 2, exact: true } }).success).toBe(false);
});

it("answers with a short list a total that says whether it is one", () => {
  const numbers = countedPage(z.int());
  const answer = { items: [1, 2], nextCursor: null, total: { count: 2, exact: true } };
  expect(numbers.parse(answer)).toEqual(answer);
  expect(numbers.safeParse({ ...answer, items: ["1"] }).success).toBe(false);
  expect(numbers.safeParse({ ...answer, total: 2 }).success).toBe(false);
  expect(numbers.safeParse({ ...answer, rows: [] }).success).toBe(false);
});
