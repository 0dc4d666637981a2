import type { AccessDenial } from "@portcullis/domain/device/access";
import type { DeviceCause, DeviceDetail } from "@portcullis/domain/device/device";

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
