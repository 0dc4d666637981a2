import { describe, expect, it } from "vitest";
import { relativeTimeText } from "./relative-time-text.ts";

const now = Date.UTC(2026, 10, 24, 12);
const minutes = (count: number) => now - count * 60_000;

describe("relativeTimeText", () => {
  it.each([
    [0, "just now"],
    [0.9, "just now"],
    [-0.5, "just now"],
    [1, "1 min ago"],
    [59.9, "59 min ago"],
    [60, "1 h ago"],
    [24 * 60, "1 d ago"],
    [29 * 24 * 60, "29 d ago"],
    [31 * 24 * 60, "1 mo ago"],
    [364 * 24 * 60, "11 mo ago"],
    [366 * 24 * 60, "1 y ago"],
    [800 * 24 * 60, "2 y ago"],
    [-90, "in 1 h"],
  ])("says of %d minutes ago: %s", (ago, text) => {
    expect(relativeTimeText(minutes(ago), now)).toBe(text);
  });
});
