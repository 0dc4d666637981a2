import { expect, it } from "vitest";
import { auditActions } from "./audit-action.ts";
import { advanceOutcomes, cascadeKinds, cascadeStatuses } from "./cascade.ts";
import { deviceCauses } from "./device/device.ts";
import { platforms } from "./device/platform.ts";
import { deviceStatuses, presences } from "./device/presence.ts";
import { sessionAbsoluteDays, sessionIdleHours } from "./session.ts";
import { deviceSorts, sortDirections, userSorts } from "./sort.ts";
import { userCommands, userStatuses } from "./user/lifecycle.ts";

/** Stored rows, URLs and other programs hold these: a word may come, none may go or change. */
it.each([
  [userStatuses, "pending active inactive deleting"],
  [userCommands, "accept deactivate reactivate delete"],
  [userSorts, "name email createdAt lastConnection"],
  [deviceCauses, "admin user_deactivated user_deleted reported_lost"],
  [deviceStatuses, "online offline deactivated"],
  [deviceSorts, "name createdAt lastConnection"],
  [platforms, "linux macos windows ios android router other"],
  [presences, "online offline"],
  [cascadeKinds, "deactivate reactivate delete"],
  [cascadeStatuses, "running done superseded failed"],
  [advanceOutcomes, "progress finished superseded busy idle postponed parked"],
  [sortDirections, "asc desc"],
])("still knows %j", (words, expected) => {
  expect(words).toEqual(expect.arrayContaining(expected.split(" ")));
  expect(new Set<string>(words).size).toBe(words.length);
});

it("records each lifecycle change, each way a device changes, and each end of a session", () => {
  const verbs = { deactivate: "deactivated", reactivate: "reactivated", delete: "deleted" };
  for (const kind of cascadeKinds) expect(auditActions).toContain(`user.${verbs[kind]}`);
  for (const verb of ["registered", "renamed", "deactivated", "reactivated", "removed"]) {
    expect(auditActions).toContain(`device.${verb}`);
  }
  expect(auditActions).toContain("session.revoked");
});

it("lets an unused session die long before a used one", () => {
  expect([sessionIdleHours, sessionAbsoluteDays]).toEqual([12, 7]);
});
