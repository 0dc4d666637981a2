import type { PostureProposal } from "@portcullis/domain/tenant-posture";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { impactSentence, type PostureFields, postureFields, tightens, typedPosture } from "./posture-fields.ts";

const t = translator();

const posture: PostureProposal = {
  enforcement: "required",
  maxAgeMinutes: 90,
  rules: [
    { platform: "linux", checks: ["diskEncryption", "firewall"], minimumVersion: null },
    { platform: "macos", checks: [], minimumVersion: "15.1" },
  ],
};
const fields = typedPosture(posture);
const withVersion = (minimumVersion: string): PostureFields => ({
  ...fields,
  rules: { ...fields.rules, windows: { ...fields.rules.windows, minimumVersion } },
});

it("types what stands, and makes the same of it", () => {
  expect(postureFields.parse(fields)).toEqual(posture);
});

it("has no rule for a platform that is asked nothing", () => {
  const nothing = { diskEncryption: false, firewall: false, screenLock: false, minimumVersion: " " };
  const { rules } = postureFields.parse({ ...fields, rules: { ...fields.rules, linux: nothing } });
  expect(rules.map(({ platform }) => platform)).toEqual(["macos"]);
});

it("takes a version with room around it", () => {
  expect(postureFields.parse(withVersion(" 10.0 ")).rules.at(-1)).toMatchObject({ minimumVersion: "10.0" });
});

it.each(["eleven", "10.", "1.2.3.4.5"])("says what is wrong with the version %s", (version) => {
  expect(postureFields.safeParse(withVersion(version)).error?.issues).toMatchObject([
    { path: ["rules", "windows", "minimumVersion"], message: expect.stringContaining("15.1") as string },
  ]);
});

it.each(["", "4", "10081", "7.5", "-9", "1e3"])("says what is wrong with %s minutes", (maxAge) => {
  expect(postureFields.safeParse({ ...fields, maxAge }).error?.issues).toMatchObject([
    { path: ["maxAge"], message: expect.stringContaining("5 to 10,080") as string },
  ]);
});

const impact = { compliant: 3, nonCompliant: 9, unknown: 3, notRequired: 0, loseAccess: 12 };

it("says how many lose access, and how they get it back", () => {
  expect(impactSentence(t, impact, "required")).toBe("12 devices lose access now, and get it back once they comply.");
  expect(impactSentence(t, { ...impact, loseAccess: 1 }, "required")).toMatch(/^1 device loses access now,/);
  expect(impactSentence(t, { ...impact, loseAccess: 0 }, "required")).toBe("No device loses access now.");
  expect(impactSentence(t, { ...impact, loseAccess: 0 }, "advisory")).toMatch(/^No device loses access: /);
});

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
