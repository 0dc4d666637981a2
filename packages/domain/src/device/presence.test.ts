import { expect, it } from "vitest";
import { toTimestamp } from "../timestamp.ts";
import { deviceStatus, isOnline, onlineWithinSeconds } from "./presence.ts";

const now = new Date("2026-11-24T12:00:00.000Z");
const before = (ms: number) => toTimestamp(now.getTime() - ms);

it("counts as online for as long as WireGuard keeps a session", () => expect(onlineWithinSeconds).toBe(180));

it.each([
  ["now", before(0), "online"],
  ["a moment within the limit", before(179_999), "online"],
  ["at the limit", before(180_000), "offline"],
  ["long ago", before(86_400_000), "offline"],
  ["never", null, "offline"],
  // A gateway's clock that runs ahead is no reason to call its devices silent.
  ["in the future", before(-5_000), "online"],
] as const)("calls a device last heard %s what it is", (_, at, expected) => {
  expect(isOnline({ denials: [], lastConnection: at }, now)).toBe(expected === "online");
  expect(deviceStatus({ active: true, denials: [], lastConnection: at }, now)).toBe(expected);
  expect(deviceStatus({ active: true, denials: ["not_approved"], lastConnection: at }, now)).toBe("offline");
  expect(deviceStatus({ active: false, denials: ["deactivated"], lastConnection: at }, now)).toBe("deactivated");
});
