import type { DeviceDetail } from "@portcullis/domain/device/device";

const at = "2026-11-24T12:00:00.000Z";

export type DeviceTraits = Partial<Pick<DeviceDetail, "cause" | "denials" | "approvedAt" | "compliance">> & {
  /** Of its user. */
  readonly userStatus?: DeviceDetail["user"]["status"];
};

/** Ada's laptop, as the API answers it. */
export function aDevice({ cause = null, userStatus = "active", ...change }: DeviceTraits = {}): DeviceDetail {
  return {
    id: "0193a000-0000-7000-8000-00000000000d",
    name: "ada-laptop",
    platform: "linux",
    publicKey: "mO2pnfHxcSc8OOJLqEHAlGrxkWnvCmXLhqFQaV8cdHo=",
    hardwareId: null,
    appVersion: null,
    allowedIps: ["100.64.0.2/32"],
    addresses: ["100.64.0.2/32"],
    routedNetworks: [],
    active: cause === null,
    status: cause === null ? "offline" : "deactivated",
    cause,
    deactivatedAt: cause === null ? null : at,
    lastConnection: null,
    connection: null,
    approvedAt: at,
    denials: cause === null ? [] : ["deactivated"],
    compliance: "not_required",
    posture: null,
    hasPostureToken: false,
    createdAt: at,
    updatedAt: at,
    user: {
      id: "ada",
      email: "ada@acme.test",
      firstName: "Ada",
      lastName: null,
      image: null,
      status: userStatus,
      lastConnection: null,
    },
    ...change,
  };
}
