import type { UserImpact } from "@portcullis/domain/user/user";
import { describe, expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { groupNote, impactSentence } from "./user-text.ts";

const t = translator();

const impact = (change: Partial<UserImpact>): UserImpact => ({
  action: "deactivate",
  changes: true,
  nextStatus: "inactive",
  devices: 7,
  devicesOnline: 4,
  devicesUntouched: 0,
  sessions: 3,
  groups: 2,
  made: { items: [], complete: true },
  ...change,
});

describe("impactSentence", () => {
  it("says what a deactivation ends and what it keeps", () => {
    expect(impactSentence(t, "Ada", impact({}))).toBe(
      "Ada loses network access now. 7 devices (4 online) are disconnected, 3 sessions end. Groups, settings and devices are kept; you can reactivate later.",
    );
  });

  it("speaks of one device and one session in the singular", () => {
    expect(impactSentence(t, "Ada", impact({ devices: 1, devicesOnline: 0, sessions: 1 }))).toContain(
      "1 device is disconnected, 1 session ends.",
    );
  });

  it("says which devices a reactivation leaves off", () => {
    const text = impactSentence(t, "Ada", impact({ action: "reactivate", devices: 6, devicesUntouched: 1 }));
    expect(text).toBe(
      "Ada may sign in again. 6 devices that the deactivation switched off come back; 1 other device stays as it is.",
    );
  });

  it("says that a deletion is for good", () => {
    expect(impactSentence(t, "Ada", impact({ action: "delete" }))).toContain("now and for good");
  });
});

it.each([
  [[], null, "No roles, no limit"],
  [[], 1, "up to 1 device"],
  [["Support"], null, "Support"],
  [["Auditor", "Support"], 1200, "Auditor, Support · up to 1,200 devices"],
])("says of a group with %j and %j: %s", (names, maxDevices, text) => {
  expect(groupNote(t, { roles: names.map((name) => ({ id: name, name })), maxDevices })).toBe(text);
});
