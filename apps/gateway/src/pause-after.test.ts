import { expect, it } from "vitest";
import { StreamDisplaced, TokenRefused } from "./console.ts";
import { pauseAfter } from "./pause-after.ts";

it("grows to five seconds and is drawn at random", () => {
  const drawn = Array.from({ length: 1_000 }, (_, failures) => pauseAfter(failures + 1, new Error("Down.")));
  expect(drawn[0]).toBeLessThan(100);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(5_000);
  expect(Math.max(...drawn)).toBeGreaterThan(4_000);
  expect(new Set(drawn).size).toBeGreaterThan(900);
});

it("asks slowly where the token is refused, and where newer agents use it", () => {
  expect(pauseAfter(1, new TokenRefused("No."))).toBe(30_000);
  expect(pauseAfter(1, new StreamDisplaced("Newer ones."))).toBe(30_000);
});
