import { cutOffDays } from "@portcullis/domain/overview";
import { expect, it } from "vitest";
import { daysOfCutOff } from "./days-of-cut-off.ts";

it("puts what is told into its day, and nothing into the others", () => {
  const day = new Date("2026-11-24T00:00:00Z");
  const shown = daysOfCutOff([{ day, p50Ms: 10, p95Ms: 20, count: 3 }], Date.parse("2026-11-25T13:00:00Z"));
  expect(shown).toHaveLength(cutOffDays);
  expect(shown.at(-1)).toEqual({ day: "2026-11-25", p50Ms: 0, p95Ms: 0, count: 0 });
  expect(shown.at(-2)).toEqual({ day: "2026-11-24", p50Ms: 10, p95Ms: 20, count: 3 });
  expect(shown.filter(({ count }) => count > 0)).toHaveLength(1);
});
