import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { addedText, groupImpactSentences, removedText } from "./group-text.ts";

const t = translator();

it("says that an empty group takes nothing with it", () => {
  expect(groupImpactSentences(t, { members: 0, roles: [], limitsChanged: 0, overLimit: 0 })).toEqual([
    "Nobody is in it, so nobody loses anything.",
  ]);
});

it("says how many lose what", () => {
  const roles = [
    { id: "1", name: "Support", members: 11 },
    { id: "2", name: "Auditor", members: 0 },
  ];
  expect(groupImpactSentences(t, { members: 1200, roles, limitsChanged: 3, overLimit: 1 })).toEqual([
    "1,200 people leave the group, and stay in the directory.",
    "11 people lose the role Support now.",
    "Nobody loses the role Auditor: all of them hold it in another way too.",
    "3 people get another device limit.",
    "1 person then has more devices than allowed: they stay, and no other can be added.",
  ]);
});

it("speaks of one member as of one", () => {
  const roles = [{ id: "1", name: "Auditor", members: 0 }];
  expect(groupImpactSentences(t, { members: 1, roles, limitsChanged: 0, overLimit: 0 })).toEqual([
    "1 person leaves the group, and stays in the directory.",
    "Nobody loses the role Auditor: that person holds it in another way too.",
  ]);
});

it("says how many were added, and how many were in the group already", () => {
  expect(addedText(t, { changed: 24, unchanged: 1 }, "Sales")).toBe("24 people added to Sales, 1 was in it already");
  expect(addedText(t, { changed: 1, unchanged: 0 }, "Sales")).toBe("1 person added to Sales");
  expect(addedText(t, { changed: 0, unchanged: 2 }, "Sales")).toBe("0 people added to Sales, 2 were in it already");
});

it("says how many were removed", () => {
  expect(removedText(t, { changed: 2, unchanged: 1 }, "Sales")).toBe("2 people removed from Sales, 1 was not in it");
});
