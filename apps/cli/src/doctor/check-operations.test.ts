import type { PlatformCounts } from "@portcullis/domain/platform-counts";
import { expect, it } from "vitest";
import { checkOperations } from "./check-operations.ts";

const counts = (
  confirmations: PlatformCounts["confirmations"],
  invitations = { waiting: 0, stalledSeconds: 0 },
): PlatformCounts => ({
  cascades: { running: 0, postponed: 0, parked: 0, oldestRunningSeconds: 0, oldestParkedSeconds: 0 },
  gateways: { new: 0, reporting: 1, silent: 0, longestSilenceSeconds: 0 },
  confirmations,
  invitations,
  auditLog: { oldestUnsealedSeconds: 0 },
});

/** The finding about gateways' confirmations. */
function found(open: number, oldestSeconds: number) {
  const finding = checkOperations(counts({ open, oldestSeconds })).find((each) => /cut-off/.test(JSON.stringify(each)));
  return JSON.stringify(finding);
}

it("never says that all is confirmed while a cut-off is open", () => {
  expect(found(2, 420)).toContain("2 cut-offs are unconfirmed by a gateway, the oldest for 7 min");
  expect(found(1, 5)).toContain("1 cut-off is waiting for a gateway's confirmation");
  expect(found(0, 0)).toContain("No gateway has a cut-off to confirm");
});

it("tells invitations that nobody mails from those under way", () => {
  const of = (waiting: number, stalledSeconds: number) =>
    JSON.stringify(checkOperations(counts({ open: 0, oldestSeconds: 0 }, { waiting, stalledSeconds })));
  expect(of(1_200, 300)).toContain("1200 invitations are waiting to be mailed, and none was sent for 5 min");
  expect(of(1_200, 4)).toContain("1200 invitations are being mailed");
  expect(of(0, 0)).toContain("No invitation is waiting to be mailed");
});
