import { expect, it } from "vitest";
import { mergeEdits, mergeSets, withTheirs } from "./merge-edits.ts";

const base = { firstName: "Mia", lastName: "Weber" };

it("keeps both where each changed another field", () => {
  const mine = { ...base, lastName: "Schulz" };
  const theirs = { ...base, firstName: "Miriam" };
  expect(mergeEdits(base, mine, theirs)).toEqual({
    merged: { firstName: "Miriam", lastName: "Schulz" },
    conflicts: [],
  });
});

it("finds a conflict only in what both changed, and keeps the rest of theirs beside it", () => {
  const mine = { firstName: "Maria", lastName: "Weber" };
  const theirs = { firstName: "Miriam", lastName: "Schulz" };
  const { merged, conflicts } = mergeEdits(base, mine, theirs);
  expect(conflicts).toEqual([{ field: "firstName", theirs: "Miriam", mine: "Maria" }]);
  // What "Overwrite with mine" saves.
  expect(merged).toEqual({ firstName: "Maria", lastName: "Schulz" });
  expect(withTheirs(merged, conflicts)).toEqual({ firstName: "Miriam", lastName: "Schulz" });
});

it("is no conflict where both did the same", () => {
  const same = { ...base, firstName: "Miriam" };
  expect(mergeEdits(base, same, { ...same })).toEqual({ merged: same, conflicts: [] });
});

it("merges sets by what each added and took away", () => {
  expect(mergeSets(["a", "b"], ["b", "mine"], ["a", "b", "theirs"])).toEqual(["b", "theirs", "mine"]);
  expect(mergeSets(["a"], [], [])).toEqual([]);
  const roles = { roleIds: ["a"] };
  expect(mergeEdits(roles, { roleIds: [] }, { roleIds: ["a", "b"] })).toEqual({
    merged: { roleIds: ["b"] },
    conflicts: [],
  });
});

it("merges nested fields each by itself, and names the path of a conflict", () => {
  const rules = { maxAge: "60", rules: { linux: { firewall: false, minimumVersion: "" }, macos: { firewall: false } } };
  const mine = { ...rules, rules: { ...rules.rules, linux: { firewall: true, minimumVersion: "6.1" } } };
  const theirs = {
    maxAge: "30",
    rules: { linux: { firewall: false, minimumVersion: "6.8" }, macos: { firewall: true } },
  };
  const { merged, conflicts } = mergeEdits(rules, mine, theirs);
  expect(conflicts).toEqual([{ field: "rules.linux.minimumVersion", theirs: "6.8", mine: "6.1" }]);
  expect(merged).toEqual({
    maxAge: "30",
    rules: { linux: { firewall: true, minimumVersion: "6.1" }, macos: { firewall: true } },
  });
  expect(withTheirs(merged, conflicts).rules.linux).toEqual({ firewall: true, minimumVersion: "6.8" });
});
