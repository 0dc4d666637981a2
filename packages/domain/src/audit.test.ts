import { expect, it } from "vitest";
import { auditDetails, listAudit, targetKinds } from "./audit.ts";
import { auditActions } from "./audit-action.ts";

it("names each action as noun and past tense, once, the noun being something that can be a target", () => {
  expect(new Set(auditActions).size).toBe(auditActions.length);
  for (const action of auditActions) {
    const [noun = "", verb = ""] = action.split(".");
    expect(targetKinds).toContain(noun);
    expect(verb).toMatch(/^[a-z_]+$/);
  }
});

it.each([{}, { before: { firstName: "Ada" }, after: { firstName: null } }, { reason: "left the company" }])(
  "keeps details such as %j",
  (details) => expect(auditDetails.parse(details)).toEqual(details),
);

it.each([{ reason: 5 }, { before: "Ada" }, { password: "x" }, { address: "192.0.2.1" }])(
  "keeps no details such as %j",
  (details) => expect(auditDetails.safeParse(details).success).toBe(false),
);

it("filters by actions of the closed list, and by moments", () => {
  const asked = { action: ["user.deleted"], from: "1970-01-01T00:00:00.000Z", to: "1970-01-01T00:00:00.001Z" };
  expect(listAudit.parse(asked)).toEqual({ ...asked, limit: 50 });
  expect(listAudit.safeParse({ action: ["user.exploded"] }).success).toBe(false);
  expect(listAudit.safeParse({ from: "yesterday" }).success).toBe(false);
  expect(listAudit.safeParse({ to: "2026-13-01T00:00:00Z" }).success).toBe(false);
});
