import { expect, it } from "vitest";
import { takeMembers } from "./bulk-members.ts";
import { aPerson } from "./person.ts";

const somebody = (id: string, status: "active" | "inactive" | "pending") =>
  aPerson({ id, email: `${id}@acme.test`, password: "", status, liveCookies: [`cookie of ${id}`] });

it("leaves the state of its members open, and settles it by the outcomes, credentials included", () => {
  const [off, cancelled, unread] = [
    somebody("off", "active"),
    somebody("late", "active"),
    somebody("unread", "active"),
  ];
  const members = takeMembers([off, cancelled, unread]);
  expect([off.status, cancelled.status, unread.status]).toEqual([undefined, undefined, undefined]);
  const outcomes = new Map([["off", "changed"] as const, ["late", "cancelled"] as const]);
  expect(members.apply("user.deactivate", outcomes)).toEqual([]);
  members.release();
  expect([off.status, cancelled.status, unread.status]).toEqual(["inactive", "active", undefined]);
  expect([off.liveCookies, cancelled.liveCookies]).toEqual([[], ["cookie of late"]]);
  expect(off.deadCookies).toEqual(["cookie of off"]);
});

it("brings back to what it was who never took up the account", () => {
  const pending = somebody("pending", "pending");
  const members = takeMembers([pending]);
  members.apply("user.deactivate", new Map([["pending", "changed"]]));
  expect(members.apply("user.reactivate", new Map([["pending", "changed"]]))).toEqual([]);
  members.release();
  expect(pending.status).toBe("pending");
});

it("names an outcome that cannot be, unless somebody else changed that member", () => {
  const [active, touched] = [somebody("active", "active"), somebody("touched", "active")];
  const members = takeMembers([active, touched]);
  touched.lifecycleActs++;
  const outcomes = new Map([["active", "unchanged"] as const, ["touched", "unchanged"] as const]);
  expect(members.apply("user.deactivate", outcomes)).toEqual([expect.stringContaining("user active, who was active")]);
  members.release();
  expect(touched.status).toBeUndefined();
});
