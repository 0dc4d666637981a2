import type { DeviceDetail } from "@portcullis/domain/device/device";
import { type AuthorizationSubject, ceilingRefusal, switchOffRefusal } from "@portcullis/domain/user/governance";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import type { Translate } from "#i18n/translator.ts";

/** What can be done to a device. `keepOff`: it is off with its user, and shall not come back with them. */
export type DeviceAction =
  | "approve"
  | "rename"
  | "changeKey"
  | "handOver"
  | "deactivate"
  | "keepOff"
  | "reportLost"
  | "reactivate"
  | "remove";

/** The actions that make sense for a device as it is; whether one may is another question. Only one's own is reported lost. */
export function deviceActions(device: DeviceDetail, isOwn = false): readonly DeviceAction[] {
  const approval = device.approvedAt === null ? (["approve"] as const) : [];
  const lost = isOwn && device.cause === null ? (["reportLost"] as const) : [];
  return [...approval, "rename", "changeKey", "handOver", ...lost, ...switches(device), "remove"];
}

function switches({ cause }: DeviceDetail): readonly DeviceAction[] {
  if (cause === null) return ["deactivate"];
  return cause === "admin" || cause === "reported_lost" ? ["reactivate"] : ["keepOff", "reactivate"];
}

/**
 * Why one may not, in a sentence; undefined where one may. The API decides the same way.
 * @param owner the rights of the device's user where they are known; otherwise the API alone knows the ceiling
 */
export function deviceRefusal(
  t: Translate,
  action: DeviceAction,
  { me, device, owner }: { me: AuthorizationSubject; device: DeviceDetail; owner: AuthorizationSubject | undefined },
): string | undefined {
  const isOwn = device.user.id === me.id;
  const ceiling = owner && ceilingRefusal(me, owner)?.message;
  switch (action) {
    case "approve":
      return permissionRefusal(t, me, "device:write") ?? ceiling;
    case "rename":
      return isOwn ? undefined : (permissionRefusal(t, me, "device:write") ?? ceiling);
    case "changeKey":
    case "remove":
      if (!isOwn) return permissionRefusal(t, me, "device:write") ?? ceiling;
      if (device.cause === null || me.permissions.includes("device:write")) return undefined;
      return t("device.askAnAdministratorTo", {
        what:
          device.cause === "reported_lost"
            ? t("device.youReportedThisDeviceLost")
            : t("device.anAdministratorDeactivatedThisDevice"),
        action: action === "remove" ? t("device.removeIt") : t("device.changeItsKey"),
      });
    case "handOver":
      // The other person is chosen from the list of users.
      return permissionRefusal(t, me, "device:write") ?? permissionRefusal(t, me, "user:read") ?? ceiling;
    case "deactivate":
    case "keepOff":
      return permissionRefusal(t, me, "device:deactivate") ?? (owner && switchOffRefusal(me, owner)?.message);
    case "reportLost":
      return isOwn ? undefined : t("device.onlyItsUserReportsA");
    case "reactivate":
      // Whether the tenant allows it, and whether the proof is enough, is the API's to say.
      if (isOwn && device.cause === "reported_lost") return userStatusRefusal(t, device);
      return permissionRefusal(t, me, "device:deactivate") ?? ceiling ?? userStatusRefusal(t, device);
  }
}

function userStatusRefusal(t: Translate, { user }: DeviceDetail): string | undefined {
  if (user.status === "inactive") return t("device.itsUserIsDeactivatedReactivate");
  if (user.status === "pending") return t("device.itsUserHasNotAccepted");
  return undefined;
}

/** What every question about a device takes. */
export interface DeviceDialogProps {
  readonly device: DeviceDetail;
  readonly isOwn: boolean;
  readonly onClose: () => void;
}
