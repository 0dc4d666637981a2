import { expect, it } from "vitest";
import { passwordLength, passwordText } from "./password.ts";

it("keeps a password as it was typed, spaces and all", () => {
  expect(passwordText.parse("  tree  house  ")).toBe("  tree  house  ");
});

it.each(["a\0b", "\u001b[31m", "\u202Egnp", "\ud800", "x".repeat(1025)])("refuses what nobody types: %j", (value) => {
  expect(passwordText.safeParse(value).success).toBe(false);
});

it("counts code points of the form that is hashed", () => {
  expect(passwordLength("o\u0308")).toBe(1);
  expect(passwordLength("🦊🐻")).toBe(2);
});
