import type { BulkMember, BulkVerb } from "@portcullis/domain/bulk";
import type { Permission } from "@portcullis/domain/permission";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import {
  LogOut,
  type LucideIcon,
  Mail,
  MailPlus,
  MailX,
  MonitorCheck,
  MonitorCog,
  Power,
  PowerOff,
  Ruler,
  ShieldMinus,
  ShieldPlus,
  Trash2,
  UserMinus,
  UserPlus,
} from "lucide-react";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import type { Translate } from "#i18n/translator.ts";

interface VerbEntry {
  /** That of the single act. */
  readonly permission: Permission;
  readonly Icon: LucideIcon;
  /** It takes access away, or something for good. */
  readonly isDanger?: true;
  /** What it takes besides whom. */
  readonly field?: "reason" | "group" | "role" | "maxDevices" | "platform";
}

export const verbs: Readonly<Record<BulkVerb, VerbEntry>> = {
  "user.deactivate": { permission: "user:deactivate", Icon: PowerOff, isDanger: true, field: "reason" },
  "user.reactivate": { permission: "user:deactivate", Icon: Power },
  "user.delete": { permission: "user:delete", Icon: Trash2, isDanger: true },
  "user.invite": { permission: "user:invite", Icon: MailPlus },
  "user.resendInvitation": { permission: "user:invite", Icon: Mail },
  "user.revokeInvitation": { permission: "user:invite", Icon: MailX },
  "user.addToGroup": { permission: "group:write", Icon: UserPlus, field: "group" },
  "user.removeFromGroup": { permission: "group:write", Icon: UserMinus, field: "group" },
  "user.assignRole": { permission: "role:assign", Icon: ShieldPlus, field: "role" },
  "user.removeRole": { permission: "role:assign", Icon: ShieldMinus, field: "role" },
  "user.setMaxDevices": { permission: "user:write", Icon: Ruler, field: "maxDevices" },
  "user.endSessions": { permission: "session:revoke", Icon: LogOut },
  "device.approve": { permission: "device:write", Icon: MonitorCheck },
  "device.deactivate": { permission: "device:deactivate", Icon: PowerOff, isDanger: true, field: "reason" },
  "device.reactivate": { permission: "device:deactivate", Icon: Power },
  "device.remove": { permission: "device:write", Icon: Trash2, isDanger: true },
  "device.setPlatform": { permission: "device:write", Icon: MonitorCog, field: "platform" },
};

/** Whether something has to be entered besides whom it is about. */
export const hasField = (verb: BulkVerb): boolean => verbs[verb].field !== undefined;

/** As a menu has them, group by group. */
export const verbGroups: Readonly<Record<BulkMember, readonly (readonly BulkVerb[])[]>> = {
  user: [
    ["user.deactivate", "user.reactivate"],
    ["user.addToGroup", "user.removeFromGroup", "user.assignRole", "user.removeRole", "user.setMaxDevices"],
    ["user.invite", "user.resendInvitation", "user.revokeInvitation"],
    ["user.endSessions", "user.delete"],
  ],
  device: [["device.approve", "device.deactivate", "device.reactivate"], ["device.setPlatform"], ["device.remove"]],
};

const choiceNeeds = { group: "group:read", role: "role:read" } as const;

/** Why one may not do it to anybody; undefined where one may. Of each person the API decides. */
export function verbRefusal(
  t: Translate,
  me: Pick<AuthorizationSubject, "permissions">,
  verb: BulkVerb,
): string | undefined {
  const { permission, field } = verbs[verb];
  const refusal = permissionRefusal(t, me, permission);
  // Groups and roles are chosen from their list.
  return refusal ?? (field === "group" || field === "role" ? permissionRefusal(t, me, choiceNeeds[field]) : undefined);
}
