import type { AccessDenial } from "@portcullis/domain/device/access";
import type { DeviceCause, DeviceDetail } from "@portcullis/domain/device/device";
import type { Platform } from "@portcullis/domain/device/platform";
import type { Posture } from "@portcullis/domain/device/posture";
import type { Translate } from "#i18n/translator.ts";

const causeSentences = (t: Translate): Readonly<Record<DeviceCause, string>> => ({
  admin: t("device.anAdministratorDeactivatedIt"),
  user_deactivated: t("device.itWasDeactivatedWithIts"),
  user_deleted: t("device.itsUserIsDeleted"),
  reported_lost: t("device.itsUserReportedItLost"),
});

/** Why the device may not connect, a sentence for each reason; none where it may. */
export function denialSentences(t: Translate, device: DeviceDetail): readonly string[] {
  return device.denials.map((denial) => denialSentence(t, denial, device));
}

function denialSentence(t: Translate, denial: AccessDenial, { cause, user, compliance }: DeviceDetail): string {
  switch (denial) {
    case "tenant_suspended":
      return t("device.theTenantIsSuspended");
    case "tenant_held":
      return t("device.aBackupWasRestoredAnd");
    case "user_not_active":
      return user.status === "pending" ? t("device.itsUserHasNotAccepted") : t("device.itsUserIsDeactivated");
    case "deactivated":
      return causeSentences(t)[cause ?? "admin"];
    case "not_approved":
      return t("device.itWaitsForTheApproval");
    case "not_compliant":
      return compliance === "unknown" ? t("device.itHasNotReportedIts") : t("device.itDoesNotComplyWith");
  }
}

/** What a device's compliance means for its access, in a sentence. */
export function postureConsequence(t: Translate, { compliance, denials, posture }: DeviceDetail): string {
  if (compliance === "not_required") return t("device.noRuleIsAboutIts");
  if (compliance === "compliant") return t("device.itsPostureDoesNotKeep");
  const isBarred = denials.includes("not_compliant");
  if (compliance === "non_compliant") {
    return isBarred ? t("device.itHasNoAccessUntil") : t("device.itCanConnectAllThe");
  }
  const what = posture ? t("device.itsLastReportIsToo") : t("device.itHasNotReported");
  return isBarred ? t("device.itHasNoAccessUntil2", { what }) : t("device.itCanConnectAllThe2", { what });
}

/** What a rule asks for, in words. */
export const checkNames = (t: Translate): Readonly<Record<Posture["failing"][number], string>> => ({
  diskEncryption: t("device.diskEncryption"),
  firewall: t("device.firewall"),
  screenLock: t("device.screenLock"),
  osVersion: t("device.systemVersion"),
});

/** The same where it begins a line. */
export const checkTitle = (t: Translate, check: keyof ReturnType<typeof checkNames>) => {
  const name = checkNames(t)[check];
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** Platforms as their makers spell them. */
export const platformNames = (t: Translate): Readonly<Record<Platform, string>> => ({
  linux: t("device.linux"),
  macos: "macOS",
  windows: t("device.windows"),
  ios: "iOS",
  android: t("device.android"),
  router: t("device.router"),
  other: t("device.other"),
});
