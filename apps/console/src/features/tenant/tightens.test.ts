import type { PostureProposal } from "@portcullis/domain/tenant-posture";
import { expect, it } from "vitest";
import { tightens } from "./tightens.ts";

const rule = { platform: "linux" as const, checks: ["firewall" as const], minimumVersion: "12" };
const before: PostureProposal = { enforcement: "advisory", maxAgeMinutes: 60, rules: [rule] };

it.each<readonly [string, Partial<PostureProposal>, boolean]>([
  ["nothing", {}, false],
  ["required", { enforcement: "required" }, true],
  ["a shorter age", { maxAgeMinutes: 59 }, true],
  ["a longer age", { maxAgeMinutes: 61 }, false],
  ["one more check", { rules: [{ ...rule, checks: ["firewall", "screenLock"] }] }, true],
  ["another version", { rules: [{ ...rule, minimumVersion: "13" }] }, true],
  ["no version", { rules: [{ ...rule, minimumVersion: null }] }, false],
  ["one more platform", { rules: [rule, { ...rule, platform: "macos" }] }, true],
  ["no rule", { rules: [] }, false],
])("asks first about what may take access away: %s", (_, change, expected) => {
  expect(tightens(before, { ...before, ...change })).toBe(expected);
});

it("does not ask about rules that stop being enforced, whatever they are", () => {
  const after: PostureProposal = { ...before, rules: [rule, { ...rule, platform: "macos" }] };
  expect(tightens({ ...before, enforcement: "required" }, after)).toBe(false);
});
