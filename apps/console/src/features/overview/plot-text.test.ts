import { cutOffDays } from "@portcullis/domain/overview";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { connectionsSummary, cutOffSummary, daysOfCutOff } from "./plot-text.ts";

const t = translator();

const columns = (...counts: number[]) => counts.map((devices) => ({ from: "1970-01-01T00:00:00.000Z", devices }));

it("names the lowest, the highest and the current column", () => {
  expect(connectionsSummary(t, { columns: columns(3, 1_200, 1), exact: true }, "24h")).toBe(
    "Between 1 and 1,200 devices in each hour of the last 24 hours, 1 device so far in the newest.",
  );
});

it("says what is the same everywhere once, and that some are left out", () => {
  expect(connectionsSummary(t, { columns: columns(0, 0), exact: false }, "7d")).toBe(
    "0 devices in every 6 hours of the last 7 days, 0 devices so far in the newest. Some of very many connections are left out.",
  );
});

it("says what the plot shows, and what it leaves out", () => {
  const overall = { p50Ms: 200, p95Ms: 1_500, count: 1_200 };
  expect(cutOffSummary(t, overall, { count: 3, exact: true })).toBe(
    "1,200 changes that every gateway confirmed: half within 200 ms, 95 % within 1.5 s. Not in the plot: 3 not confirmed. Strong: p50 of a day; faint: its p95.",
  );
  expect(cutOffSummary(t, { ...overall, count: 1 }, { count: 0, exact: true })).toBe(
    "1 change that every gateway confirmed: half within 200 ms, 95 % within 1.5 s. Strong: p50 of a day; faint: its p95.",
  );
});

it("puts what is told into its day, and nothing into the others", () => {
  const day = "2026-11-24T00:00:00.000Z";
  const shown = daysOfCutOff([{ day, p50Ms: 10, p95Ms: 20, count: 3 }], Date.parse("2026-11-25T13:00:00Z"));
  expect(shown).toHaveLength(cutOffDays);
  expect(shown.at(-1)).toEqual({ day: "2026-11-25", p50Ms: 0, p95Ms: 0, count: 0 });
  expect(shown.at(-2)).toEqual({ day: "2026-11-24", p50Ms: 10, p95Ms: 20, count: 3 });
  expect(shown.filter(({ count }) => count > 0)).toHaveLength(1);
});
