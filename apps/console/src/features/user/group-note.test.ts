import { expect, it } from "vitest";
import { groupNote } from "./group-note.ts";

it.each([
  [[], null, "No roles, no limit"],
  [[], 1, "up to 1 device"],
  [["Support"], null, "Support"],
  [["Auditor", "Support"], 1200, "Auditor, Support · up to 1,200 devices"],
])("says of a group with %j and %j: %s", (names, maxDevices, text) => {
  expect(groupNote({ roles: names.map((name) => ({ id: name, name })), maxDevices })).toBe(text);
});
