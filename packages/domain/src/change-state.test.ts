import { describe, expect, it } from "vitest";
import {
  type AcknowledgementRecord,
  type AcknowledgementState,
  acknowledgementProgress,
  acknowledgementStates,
  type ChangeRecord,
  changeDuration,
  changeStateOf,
} from "./change-state.ts";
import { toDate, toTimestamp } from "./timestamp.ts";

const at = (seconds: number) => toTimestamp(Date.UTC(2026, 10, 29, 12) + seconds * 1000);
const now = toDate(at(1000));
/** A gateway that reported a second ago, was asked 100 s ago, and keeps its peers without the console. */
const record = (more: Partial<AcknowledgementRecord> = {}): AcknowledgementRecord => ({
  askedAt: at(900),
  confirmedAt: null,
  settledAt: null,
  exists: true,
  lastReport: at(999),
  policy: "keep",
  graceSeconds: 300,
  ...more,
});

describe("of one gateway", () => {
  it.each<[string, Partial<AcknowledgementRecord>, AcknowledgementState]>([
    ["confirmed", { confirmedAt: at(901) }, "confirmed"],
    ["confirmed after it was settled", { confirmedAt: at(990), settledAt: at(950) }, "confirmed"],
    ["confirmed, then removed", { confirmedAt: at(901), exists: false, lastReport: null }, "confirmed"],
    ["asked, and heard of", {}, "waiting"],
    ["whose agent never reported", { lastReport: null }, "waiting"],
    ["silent for 44 s", { lastReport: at(956) }, "waiting"],
    ["silent for 45 s, keeping its peers", { lastReport: at(955) }, "keeps_everybody"],
    ["silent for a day, keeping its peers", { lastReport: at(-86_400) }, "keeps_everybody"],
    ["silent, its time not over", { lastReport: at(800), policy: "fail_closed" }, "waiting"],
    ["silent, its time over", { lastReport: at(700), policy: "fail_closed" }, "should_have_closed"],
    ["silent before it was asked, its time over", { lastReport: at(1), policy: "fail_closed" }, "should_have_closed"],
    ["settled while silent", { lastReport: at(1), settledAt: at(950) }, "settled"],
    ["removed before it confirmed", { exists: false, lastReport: null }, "removed"],
    ["removed, and settled", { exists: false, lastReport: null, settledAt: at(950) }, "settled"],
  ])("that is %s", (_, more, state) => {
    expect(acknowledgementProgress(record(more), now).state).toBe(state);
  });

  it("says since when it is silent, and when it closes by its setting", () => {
    const silent = { lastReport: at(800), graceSeconds: 300 };
    expect(acknowledgementProgress(record({ ...silent, policy: "fail_closed" }), now)).toEqual({
      state: "waiting",
      silentSince: at(800),
      closesAt: at(1100),
    });
    expect(acknowledgementProgress(record(silent), now)).toMatchObject({ silentSince: at(800), closesAt: null });
    expect(acknowledgementProgress(record(), now)).toMatchObject({ silentSince: null, closesAt: null });
  });
});

describe("of the whole change", () => {
  const change = (more: Partial<ChangeRecord> = {}) =>
    changeStateOf({ status: "done", isCurrent: true, gateways: [], ...more });

  it("is done where every gateway confirmed, or none was there", () => {
    expect(change()).toBe("done");
    expect(change({ gateways: ["confirmed", "confirmed"] })).toBe("done");
    expect(change({ gateways: ["confirmed"], isCurrent: false })).toBe("done");
  });

  it.each(acknowledgementStates.filter((state) => state !== "confirmed"))(
    "is never done beside a gateway: %s",
    (open) => {
      for (const others of [[], ["confirmed"], ["settled"], ["confirmed", "settled"]] as const) {
        for (const status of ["running", "done", "superseded", "failed"] as const) {
          for (const isCurrent of [true, false]) {
            expect(change({ status, isCurrent, gateways: [...others, open] })).not.toBe("done");
          }
        }
      }
    },
  );

  it("is settled only where each that has not confirmed is", () => {
    expect(change({ gateways: ["confirmed", "settled"] })).toBe("settled");
    expect(change({ gateways: ["waiting", "settled"] })).toBe("unconfirmed");
    expect(change({ gateways: ["removed"] })).toBe("unconfirmed");
  });

  it("is superseded where a later change of the user took over from an open one", () => {
    expect(change({ gateways: ["waiting"], isCurrent: false })).toBe("superseded");
  });

  it.each(["running", "superseded", "failed"] as const)("is %s as long as its devices are", (status) => {
    expect(change({ status, gateways: ["confirmed"] })).toBe(status);
    expect(change({ status, gateways: ["waiting"] })).toBe(status);
  });
});

describe("its duration", () => {
  const times = { requestedAt: at(0), finishedAt: at(2), confirmedAt: [at(1), at(5)] };

  it("runs to the last confirmation, or to the last device where that is later", () => {
    expect(changeDuration("done", times)).toBe(5000);
    expect(changeDuration("done", { ...times, finishedAt: at(9) })).toBe(9000);
    expect(changeDuration("done", { ...times, confirmedAt: [] })).toBe(2000);
  });

  it("is none for a change that is not done", () => {
    for (const state of ["running", "unconfirmed", "settled", "superseded", "failed"] as const) {
      expect(changeDuration(state, times)).toBeNull();
    }
  });
});
