import { expect, it } from "vitest";
import { graceChoices } from "./grace-choices.ts";

it("offers what is usual, in words", () => {
  expect(graceChoices(300).map(({ label }) => label)).toEqual([
    "30 seconds",
    "1 minute",
    "5 minutes",
    "15 minutes",
    "1 hour",
    "4 hours",
    "24 hours",
  ]);
});

it("has a place for what is stored", () => {
  expect(graceChoices(90)).toContainEqual({ value: "90", label: "90 seconds" });
});
