import type { AccessDenial } from "@portcullis/domain/device/access";
import type { DeviceCause, DeviceDetail } from "@portcullis/domain/device/device";
import type { Platform } from "@portcullis/domain/device/platform";
import type { Posture } from "@portcullis/domain/device/posture";

const causeSentences: Readonly<Record<DeviceCause, string>> = {
  admin: "An administrator deactivated it.",
  user_deactivated: "It was deactivated with its user, and is reactivated with them.",
  user_deleted: "Its user is deleted.",
  reported_lost: "Its user reported it lost.",
};

/** Why the device may not connect, a sentence for each reason; none where it may. */
export function denialSentences(device: DeviceDetail): readonly string[] {
  return device.denials.map((denial) => denialSentence(denial, device));
}

function denialSentence(denial: AccessDenial, { cause, user, compliance }: DeviceDetail): string {
  switch (denial) {
    case "tenant_suspended":
      return "The tenant is suspended.";
    case "tenant_held":
      return "A backup was restored, and the owner has not released the tenant yet.";
    case "user_not_active":
      return user.status === "pending" ? "Its user has not accepted the invitation yet." : "Its user is deactivated.";
    case "deactivated":
      return causeSentences[cause ?? "admin"];
    case "not_approved":
      return "It waits for the approval of an administrator.";
    case "not_compliant":
      return compliance === "unknown"
        ? "It has not reported its posture lately, and the tenant requires that."
        : "It does not comply with the tenant’s posture rules.";
  }
}

/** What a device's compliance means for its access, in a sentence. */
export function postureConsequence({ compliance, denials, posture }: DeviceDetail): string {
  if (compliance === "not_required") return "No rule is about its platform.";
  if (compliance === "compliant") return "Its posture does not keep it from connecting.";
  const isBarred = denials.includes("not_compliant");
  if (compliance === "non_compliant") {
    return isBarred ? "It has no access until it complies." : "It can connect all the same: the rules are advisory.";
  }
  const what = posture ? "Its last report is too old to count." : "It has not reported.";
  return isBarred
    ? `${what} It has no access until it reports and complies.`
    : `${what} It can connect all the same: the rules are advisory.`;
}

/** What a rule asks for, in words. */
export const checkNames: Readonly<Record<Posture["failing"][number], string>> = {
  diskEncryption: "disk encryption",
  firewall: "firewall",
  screenLock: "screen lock",
  osVersion: "system version",
};

/** The same where it begins a line. */
export const checkTitle = (check: keyof typeof checkNames) => {
  const name = checkNames[check];
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** Platforms as their makers spell them. */
export const platformNames: Readonly<Record<Platform, string>> = {
  linux: "Linux",
  macos: "macOS",
  windows: "Windows",
  ios: "iOS",
  android: "Android",
  router: "Router",
  other: "Other",
};
