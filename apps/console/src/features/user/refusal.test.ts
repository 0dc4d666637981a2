import { permissions } from "@portcullis/domain/permission";
import { describe, expect, it } from "vitest";
import { whyNotChange, whyNotLifecycle } from "./refusal.ts";

const owner = { id: "1", isOwner: true, permissions };
const support = { id: "2", isOwner: false, permissions: ["user:read", "user:write", "user:deactivate"] as const };
const member = { id: "3", isOwner: false, permissions: [] };

describe("why a person's buttons are refused", () => {
  it("says nothing where the action is allowed", () => {
    expect(whyNotLifecycle(owner, support, "user:deactivate")).toBeUndefined();
    expect(whyNotLifecycle(support, member, "user:deactivate")).toBeUndefined();
    expect(whyNotChange(support, member, "user:write")).toBeUndefined();
  });

  it("names the missing permission first", () => {
    expect(whyNotLifecycle(member, owner, "user:delete")).toBe("You need the permission user:delete.");
    expect(whyNotChange(member, support, "user:write")).toBe("You need the permission user:write.");
  });

  it("protects the owner, oneself and who stands higher", () => {
    expect(whyNotLifecycle(owner, owner, "user:delete")).toContain("owner");
    expect(whyNotLifecycle(support, support, "user:deactivate")).toContain("yourself");
    expect(whyNotLifecycle(support, { ...member, permissions: ["audit:read"] }, "user:deactivate")).toContain(
      "audit:read",
    );
  });

  it("lets people change their own profile", () => {
    expect(whyNotChange(support, support, "user:write")).toBeUndefined();
  });
});
