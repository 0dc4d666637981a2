import { describe, expect, it } from "vitest";
import { checkName, failingChecks } from "./posture-checks.ts";

describe("the name of a check", () => {
  it.each([
    ["diskEncryption", "disk encryption"],
    ["disk_encryption", "disk encryption"],
    ["screen-lock", "screen lock"],
    ["firewall", "firewall"],
    ["OS version", "OS version"],
    ["secureBootTPM", "secure boot TPM"],
    ["tls13Enabled", "tls13 enabled"],
  ])("of %s is %s", (check, name) => {
    expect(checkName(check)).toBe(name);
  });
});

it("names the checks that fail, and no other", () => {
  expect(failingChecks({ firewall: true, diskEncryption: false, screenLock: false })).toEqual([
    "disk encryption",
    "screen lock",
  ]);
});
