import { expect, it } from "vitest";
import {
  changesUser,
  type LivingStatus,
  livingStatuses,
  nextUserStatus,
  type UserCommand,
  type UserStatus,
  userCommands,
  userStatuses,
} from "./lifecycle.ts";

type Outcome = UserStatus | "CONFLICT";

/** The design's table, written out once more by hand: [from, has accepted, command, where it leads]. */
const table: [LivingStatus, boolean, UserCommand, Outcome][] = [
  ["pending", false, "accept", "active"],
  ["pending", false, "deactivate", "inactive"],
  ["pending", false, "reactivate", "pending"],
  ["pending", false, "delete", "deleting"],
  ["active", true, "accept", "CONFLICT"],
  ["active", true, "deactivate", "inactive"],
  ["active", true, "reactivate", "active"],
  ["active", true, "delete", "deleting"],
  ["inactive", true, "accept", "CONFLICT"],
  ["inactive", true, "deactivate", "inactive"],
  ["inactive", true, "reactivate", "active"],
  ["inactive", true, "delete", "deleting"],
  ["inactive", false, "accept", "CONFLICT"],
  ["inactive", false, "deactivate", "inactive"],
  ["inactive", false, "reactivate", "pending"],
  ["inactive", false, "delete", "deleting"],
];

it("has a case for every status and command", () => {
  const cases = new Set(table.map(([status, , command]) => `${status} ${command}`));
  expect(cases.size).toBe(livingStatuses.length * userCommands.length);
});

it.each(table)("leads from %s (accepted: %s) by %s to %s", (status, hasAccepted, command, to) => {
  const move = () => nextUserStatus({ status, hasAccepted }, command);
  if (to === "CONFLICT") {
    expect(move).toThrow(expect.objectContaining({ code: "CONFLICT", reason: "user_transition_refused" }));
  } else {
    expect(move()).toBe(to);
  }
});

it.each(table)("says of %s (accepted: %s) and %s whether anything would change", (status, _, command, to) => {
  expect(changesUser({ status }, command)).toBe(to !== "CONFLICT" && to !== status);
});

it("says in the refusal what was asked and what stands against it", () => {
  const accept = () => nextUserStatus({ status: "inactive", hasAccepted: true }, "accept");
  expect(accept).toThrow('The command "accept" is not possible for a user who is inactive.');
});

it("knows no way out of deleting, and no reader who meets it", () => {
  expect(userStatuses.filter((status) => !livingStatuses.some((living) => living === status))).toEqual(["deleting"]);
});
