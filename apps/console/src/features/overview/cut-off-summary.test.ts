import { expect, it } from "vitest";
import { cutOffSummary } from "./cut-off-summary.ts";

it("says what the plot shows, and what it leaves out", () => {
  const overall = { p50Ms: 200, p95Ms: 1_500, count: 1_200 };
  expect(cutOffSummary(overall, { count: 3, exact: true })).toBe(
    "1,200 changes that every gateway confirmed: half within 200 ms, 95 % within 1.5 s. Not in the plot: 3 not confirmed. Strong: p50 of a day; faint: its p95.",
  );
  expect(cutOffSummary({ ...overall, count: 1 }, { count: 0, exact: true })).toBe(
    "1 change that every gateway confirmed: half within 200 ms, 95 % within 1.5 s. Strong: p50 of a day; faint: its p95.",
  );
});
