import { expect, it } from "vitest";
import { z } from "zod";
import { isTypedNumber, typedNumber } from "./typed-number.ts";

it("reads a whole number, and nothing as null", () => {
  const number = typedNumber(z.int().min(1).nullable());
  expect(number.parse(" 12 ")).toBe(12);
  expect(number.parse("  ")).toBeNull();
  for (const typed of ["1.5", "-1", "0", "1e3", "twelve"]) expect(number.safeParse(typed).success).toBe(false);
});

it("compares a typed number with or without marks between its thousands", () => {
  for (const typed of ["1200", "1,200", "1 200", "1.200", " 1’200 "]) expect(isTypedNumber(typed, 1200)).toBe(true);
  for (const typed of ["", "120", "12000", "1200 people"]) expect(isTypedNumber(typed, 1200)).toBe(false);
});
