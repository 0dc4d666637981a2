import { describe, expect, it } from "vitest";
import { postureReport, postureRule } from "./posture.ts";

describe("a report", () => {
  const report = { checks: { diskEncryption: true, firewall: false }, osVersion: "15.1" };

  it("is checks, as many as could be told, and a version", () => {
    expect(postureReport.parse(report)).toEqual(report);
    expect(postureReport.parse({ checks: {}, osVersion: null })).toEqual({ checks: {}, osVersion: null });
  });

  it.each([
    { checks: { firewall: "on" } },
    { checks: { antivirus: true } },
    { checks: null },
    { osVersion: "" },
    { osVersion: "15." },
    { osVersion: "15.1-beta" },
    { osVersion: "1.2.3.4.5" },
    { osVersion: "1234567" },
    { compliant: true },
  ])("is not %j", (change) => expect(postureReport.safeParse({ ...report, ...change }).success).toBe(false));
});

describe("a rule", () => {
  const rule = { platform: "macos", checks: ["diskEncryption"], minimumVersion: null };

  it.each([{}, { checks: [], minimumVersion: "15" }])("may be %j", (change) =>
    expect(postureRule.safeParse({ ...rule, ...change }).success).toBe(true),
  );

  it.each([
    ["of nothing", { checks: [] }],
    ["of an unknown check", { checks: ["antivirus"] }],
    ["for an unknown platform", { platform: "amiga" }],
    ["with a version that is none", { minimumVersion: "latest" }],
  ])("is refused %s", (_, change) => expect(postureRule.safeParse({ ...rule, ...change }).success).toBe(false));
});
