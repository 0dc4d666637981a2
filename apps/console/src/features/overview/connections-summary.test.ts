import { expect, it } from "vitest";
import { connectionsSummary } from "./connections-summary.ts";

const columns = (...counts: number[]) => counts.map((devices) => ({ from: new Date(0), devices }));

it("names the lowest, the highest and the current column", () => {
  expect(connectionsSummary({ columns: columns(3, 1_200, 1), exact: true }, "24h")).toBe(
    "Between 1 and 1,200 devices in each hour of the last 24 hours, 1 device so far in the newest.",
  );
});

it("says what is the same everywhere once, and that some are left out", () => {
  expect(connectionsSummary({ columns: columns(0, 0), exact: false }, "7d")).toBe(
    "0 devices in every 6 hours of the last 7 days, 0 devices so far in the newest. Some of very many connections are left out.",
  );
});
