import type { DeviceDetail } from "@portcullis/domain/device/device";
import type { Permission } from "@portcullis/domain/permission";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import { describe, expect, it } from "vitest";
import { aDevice } from "#features/device/testing/a-device.ts";
import { translator } from "#i18n/translator.ts";
import { deviceActions, deviceRefusal } from "./device-actions.ts";

const t = translator();

const somebody = (id: string, ...permissions: Permission[]): AuthorizationSubject => ({
  id,
  isOwner: false,
  permissions,
});
const desk = somebody("desk", "device:read", "device:write", "device:deactivate");

describe("the actions on a device", () => {
  it("switch off what is on, and on what an administrator switched off", () => {
    expect(deviceActions(aDevice())).toEqual(["rename", "changeKey", "handOver", "deactivate", "remove"]);
    expect(deviceActions(aDevice({ cause: "admin" }))).toEqual([
      "rename",
      "changeKey",
      "handOver",
      "reactivate",
      "remove",
    ]);
  });

  it("approve what waits, before all else", () => {
    expect(deviceActions(aDevice({ approvedAt: null }))[0]).toBe("approve");
    expect(deviceActions(aDevice({ approvedAt: null, cause: "admin" }))).toContain("reactivate");
  });

  it("let people report their own lost while it is on, and switch on again what they reported", () => {
    expect(deviceActions(aDevice(), true)).toContain("reportLost");
    expect(deviceActions(aDevice(), false)).not.toContain("reportLost");
    const lost = aDevice({ cause: "reported_lost" });
    expect(deviceActions(lost, true)).toEqual(["rename", "changeKey", "handOver", "reactivate", "remove"]);
    expect(deviceRefusal(t, "reactivate", { me: somebody("ada"), device: lost, owner: undefined })).toBeUndefined();
    expect(deviceRefusal(t, "reactivate", { me: somebody("eve"), device: lost, owner: undefined })).toContain(
      "device:deactivate",
    );
  });

  it("offer to keep off what would come back with its user", () => {
    expect(deviceActions(aDevice({ cause: "user_deactivated" }))).toEqual([
      "rename",
      "changeKey",
      "handOver",
      "keepOff",
      "reactivate",
      "remove",
    ]);
  });
});

describe("a refusal", () => {
  const disabledReasonOf = (
    action: Parameters<typeof deviceRefusal>[1],
    device: DeviceDetail,
    me: AuthorizationSubject,
    owner?: AuthorizationSubject,
  ) => deviceRefusal(t, action, { me, device, owner });

  it("is none where one holds what is needed", () => {
    for (const action of ["approve", "rename", "changeKey", "deactivate", "remove"] as const) {
      expect(disabledReasonOf(action, aDevice(), desk)).toBeUndefined();
    }
    expect(disabledReasonOf("handOver", aDevice(), somebody("desk", "device:write", "user:read"))).toBeUndefined();
  });

  it("names the missing permission", () => {
    const auditor = somebody("auditor", "device:read");
    expect(disabledReasonOf("rename", aDevice(), auditor)).toContain("device:write");
    expect(disabledReasonOf("remove", aDevice(), auditor)).toContain("device:write");
    expect(disabledReasonOf("approve", aDevice({ approvedAt: null }), auditor)).toContain("device:write");
    expect(disabledReasonOf("changeKey", aDevice(), auditor)).toContain("device:write");
    expect(disabledReasonOf("handOver", aDevice(), auditor)).toContain("device:write");
    expect(disabledReasonOf("handOver", aDevice(), desk)).toContain("user:read");
    expect(disabledReasonOf("deactivate", aDevice(), auditor)).toContain("device:deactivate");
    expect(disabledReasonOf("keepOff", aDevice({ cause: "user_deactivated" }), auditor)).toContain("device:deactivate");
  });

  it("spares people who rename, remove and re-key their own, but lets nobody approve or give away their own", () => {
    const ada = somebody("ada");
    for (const action of ["rename", "remove", "changeKey"] as const) {
      expect(disabledReasonOf(action, aDevice(), ada)).toBeUndefined();
    }
    for (const action of ["approve", "handOver"] as const)
      expect(disabledReasonOf(action, aDevice(), ada)).toContain("device:write");
    expect(disabledReasonOf("deactivate", aDevice(), ada)).toContain("device:deactivate");
  });

  it("keeps people from removing or re-keying their own while it is switched off", () => {
    expect(disabledReasonOf("remove", aDevice({ cause: "admin" }), somebody("ada"))).toContain("administrator");
    expect(disabledReasonOf("changeKey", aDevice({ cause: "admin" }), somebody("ada"))).toContain("administrator");
    expect(disabledReasonOf("remove", aDevice({ cause: "admin" }), somebody("ada", "device:write"))).toBeUndefined();
  });

  it("keeps everybody from the devices of who stands above them", () => {
    const admin = somebody("ada", "device:write", "user:delete");
    const most = somebody("desk", "device:write", "device:deactivate", "user:read");
    for (const action of ["approve", "rename", "changeKey", "handOver", "deactivate", "remove"] as const) {
      expect(disabledReasonOf(action, aDevice(), most, admin)).toContain("user:delete");
    }
  });

  it("keeps everybody from the owner's devices but for switching them off", () => {
    const owner = { ...somebody("ada"), isOwner: true };
    const most = somebody("desk", "device:write", "device:deactivate", "user:read");
    for (const action of ["approve", "rename", "changeKey", "handOver", "reactivate", "remove"] as const) {
      expect(disabledReasonOf(action, aDevice(), most, owner)).toContain("Ask the owner");
    }
    expect(disabledReasonOf("deactivate", aDevice(), most, owner)).toBeUndefined();
  });

  it("of a reactivation says that the user is not active", () => {
    expect(
      disabledReasonOf("reactivate", aDevice({ cause: "user_deactivated", userStatus: "inactive" }), desk),
    ).toContain("Reactivate the user first");
    expect(disabledReasonOf("reactivate", aDevice({ cause: "admin", userStatus: "pending" }), desk)).toContain(
      "accepted",
    );
    expect(disabledReasonOf("reactivate", aDevice({ cause: "user_deactivated" }), desk)).toBeUndefined();
  });
});
