import { type BulkVerb, bulkVerbs } from "@portcullis/domain/bulk";
import { expect, it } from "vitest";
import { emptyDraft, toAction } from "./action-draft.ts";
import { verbGroups, verbs } from "./bulk-verbs.ts";

const groupId = "0198c8a1-5a3e-7c11-8f10-0d5f5f0c7a01";

it("offers each verb once, to the members that it is about", () => {
  for (const member of ["user", "device"] as const) {
    const offered = verbGroups[member].flat();
    const all = Object.entries(bulkVerbs).flatMap(([verb, of]) => (of === member ? [verb] : []));
    expect(offered.toSorted()).toEqual(all.toSorted());
  }
});

it("has an act once what its verb takes is entered, and sends nothing else", () => {
  const full = { reason: " They left ", groupId, roleId: groupId, maxDevices: "3", platform: "linux" } as const;
  const inputs = { reason: { reason: "They left" }, group: { groupId }, role: { roleId: groupId } };
  const others = { maxDevices: { maxDevices: 3 }, platform: { platform: "linux" } };
  for (const verb of Object.keys(verbs) as BulkVerb[]) {
    const { field } = verbs[verb];
    expect(toAction({ ...full, verb })).toEqual({ verb, ...(field && { ...inputs, ...others }[field]) });
  }
});

it("has none while something is missing or wrong", () => {
  expect(toAction(emptyDraft("user.addToGroup"))).toBeUndefined();
  expect(toAction(emptyDraft("user.removeRole"))).toBeUndefined();
  expect(toAction(emptyDraft("device.setPlatform"))).toBeUndefined();
  expect(toAction({ ...emptyDraft("user.setMaxDevices"), maxDevices: "many" })).toBeUndefined();
  expect(toAction(emptyDraft("user.setMaxDevices"))).toEqual({ verb: "user.setMaxDevices", maxDevices: null });
  expect(toAction(emptyDraft("user.deactivate"))).toEqual({ verb: "user.deactivate" });
});
