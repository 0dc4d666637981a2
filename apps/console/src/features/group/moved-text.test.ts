import { expect, it } from "vitest";
import { addedText, removedText } from "./moved-text.ts";

it("says how many were added, and how many were in the group already", () => {
  expect(addedText({ changed: 24, unchanged: 1 }, "Sales")).toBe("24 people added to Sales, 1 was in it already");
  expect(addedText({ changed: 1, unchanged: 0 }, "Sales")).toBe("1 person added to Sales");
  expect(addedText({ changed: 0, unchanged: 2 }, "Sales")).toBe("0 people added to Sales, 2 were in it already");
});

it("says how many were removed", () => {
  expect(removedText({ changed: 2, unchanged: 1 }, "Sales")).toBe("2 people removed from Sales, 1 was not in it");
});
