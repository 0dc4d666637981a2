import type { PostureProposal } from "@portcullis/domain/tenant-posture";
import { expect, it } from "vitest";
import { mistakesIn, type PostureFields, proposalOf, typedPosture } from "./posture-fields.ts";

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
  expect(proposalOf(fields)).toEqual(posture);
  expect(mistakesIn(fields)).toBeUndefined();
});

it("has no rule for a platform that is asked nothing", () => {
  const nothing = { diskEncryption: false, firewall: false, screenLock: false, minimumVersion: " " };
  const { rules } = proposalOf({ ...fields, rules: { ...fields.rules, linux: nothing } });
  expect(rules.map(({ platform }) => platform)).toEqual(["macos"]);
});

it("takes a version with room around it", () => {
  expect(mistakesIn(withVersion(" 10.0 "))).toBeUndefined();
  expect(proposalOf(withVersion(" 10.0 ")).rules.at(-1)).toMatchObject({ minimumVersion: "10.0" });
});

it.each(["eleven", "10.", "1.2.3.4.5"])("says what is wrong with the version %s", (version) => {
  expect(mistakesIn(withVersion(version))).toEqual({ versions: { windows: expect.stringContaining("15.1") } });
});

it.each(["", "4", "10081", "7.5", "-9", "1e3"])("says what is wrong with %s minutes", (maxAge) => {
  expect(mistakesIn({ ...fields, maxAge })).toEqual({ maxAge: expect.stringContaining("5 to 10,080"), versions: {} });
});
