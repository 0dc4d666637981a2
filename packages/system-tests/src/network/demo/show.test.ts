import { expect, it } from "vitest";
import { lineOf } from "./show.ts";

const now = Date.UTC(2026, 10, 24, 12, 0, 10);
const laptop = (last: number) => ({ person: "Ana Castillo", device: "demo-ana", last });

it.each([
  [Number.NEGATIVE_INFINITY, "○ no packet has passed yet"],
  [now - 30, "● packets pass"],
  [now - 2_340, "○ stopped at 12:00:07.660 UTC, 2.3 s ago"],
])("says of a laptop whose last packet passed at %s: %s", (last, state) => {
  expect(lineOf(laptop(last), now)).toBe(`Ana Castillo       demo-ana       ${state}`);
});
