import type { AuditAction } from "@portcullis/domain/audit-action";
import {
  Building2,
  CircleAlert,
  LogIn,
  LogOut,
  type LucideIcon,
  MonitorOff,
  MonitorX,
  PencilLine,
  Plus,
  Power,
  PowerOff,
  RotateCw,
  ShieldAlert,
  Trash2,
  UserCheck,
  UserPlus,
  UsersRound,
  UserX,
} from "lucide-react";

export type IconTone = "quiet" | "good" | "bad";

/** A picture for each action; what took somebody's access stands out, and so does what went wrong. */
export const actionIcons: Readonly<Record<AuditAction, readonly [icon: LucideIcon, tone: IconTone]>> = {
  "tenant.created": [Building2, "quiet"],
  "group.created": [UsersRound, "quiet"],
  "user.created": [UserPlus, "quiet"],
  "user.updated": [PencilLine, "quiet"],
  "user.deactivated": [UserX, "bad"],
  "user.reactivated": [UserCheck, "good"],
  "user.deleted": [Trash2, "bad"],
  "user.signed_in": [LogIn, "quiet"],
  "user.sign_in_failed": [ShieldAlert, "bad"],
  "user.signed_out": [LogOut, "quiet"],
  "session.revoked": [MonitorOff, "quiet"],
  "device.registered": [Plus, "quiet"],
  "device.renamed": [PencilLine, "quiet"],
  "device.deactivated": [PowerOff, "quiet"],
  "device.reactivated": [Power, "good"],
  "device.removed": [MonitorX, "quiet"],
  "cascade.failed": [CircleAlert, "bad"],
  "cascade.retried": [RotateCw, "quiet"],
};
