import { expect, it } from "vitest";
import { whyNotMove } from "./group-refusal.ts";

const auditors = { roles: [{ name: "Auditor", permissions: ["audit:read" as const] }] };

it("lets whoever may write groups move people where nothing is carried", () => {
  expect(whyNotMove({ isOwner: false, permissions: ["group:write"] }, { roles: [] })).toBeUndefined();
  expect(whyNotMove({ isOwner: false, permissions: [] }, { roles: [] })).toContain("group:write");
});

it("asks for role:assign, and for every permission, where roles are carried", () => {
  const may = (...permissions: ("group:write" | "role:assign" | "audit:read")[]) =>
    whyNotMove({ isOwner: false, permissions }, auditors);
  expect(may("group:write")).toContain("role:assign");
  expect(may("group:write", "role:assign")).toContain("audit:read");
  expect(may("group:write", "role:assign", "audit:read")).toBeUndefined();
});

it("leaves a role whose permissions it does not know to the API", () => {
  const me = { isOwner: false, permissions: ["group:write", "role:assign"] as const };
  expect(whyNotMove(me, { roles: [{ name: "Auditor" }] })).toBeUndefined();
});
