import type { AuditAction } from "@portcullis/domain/audit-action";
import { clsx } from "clsx";
import {
  ArrowRightLeft,
  Building2,
  CircleAlert,
  Crown,
  DatabaseBackup,
  KeyRound,
  ListChecks,
  Lock,
  LockOpen,
  LogIn,
  LogOut,
  type LucideIcon,
  Mail,
  MailCheck,
  MailX,
  MonitorCheck,
  MonitorOff,
  MonitorX,
  PencilLine,
  Plus,
  Power,
  PowerOff,
  RotateCw,
  Router,
  Scissors,
  Shield,
  ShieldAlert,
  ShieldMinus,
  ShieldPlus,
  Stamp,
  Trash2,
  UserCheck,
  UserPlus,
  UsersRound,
  UserX,
} from "lucide-react";

const tones: Readonly<Record<IconTone, string>> = {
  quiet: "bg-hover text-ink-muted",
  good: "bg-success-soft text-success-ink",
  bad: "bg-danger-soft text-danger-ink",
};

/** A picture beside a sentence that says the same. */
export function ActionIcon({ action }: { readonly action: AuditAction }) {
  const noun = action.slice(0, action.indexOf(".")) as Noun<AuditAction>;
  const [Icon, tone] = actionIcons[action] ?? [nounIcons[noun], "quiet"];
  return (
    <span aria-hidden="true" className={clsx("grid size-7 shrink-0 place-items-center rounded-full", tones[tone])}>
      <Icon className="size-3.5" />
    </span>
  );
}

type IconTone = "quiet" | "good" | "bad";

type Noun<Action extends AuditAction> = Action extends `${infer Of}.${string}` ? Of : never;

/** What an action has a picture of that has none of its own. */
const nounIcons: Readonly<Record<Noun<AuditAction>, LucideIcon>> = {
  tenant: Building2,
  group: UsersRound,
  role: Shield,
  gateway: Router,
  user: PencilLine,
  device: PencilLine,
  session: MonitorOff,
  cascade: RotateCw,
  bulk: ListChecks,
};

/** Pictures of their own; what took somebody's access stands out, and so does what went wrong. */
const actionIcons: Readonly<Partial<Record<AuditAction, readonly [icon: LucideIcon, tone: IconTone]>>> = {
  "group.deleted": [Trash2, "quiet"],
  "role.deleted": [Trash2, "quiet"],
  "gateway.token_rotated": [KeyRound, "quiet"],
  "gateway.removed": [Trash2, "quiet"],
  "gateway.closed": [Lock, "bad"],
  "gateway.opened": [LockOpen, "good"],
  "gateway.settled": [Stamp, "quiet"],
  "user.invited": [Mail, "quiet"],
  "user.invitation_resent": [Mail, "quiet"],
  "user.invitation_revoked": [MailX, "quiet"],
  "user.invitation_accepted": [MailCheck, "good"],
  "user.roles_changed": [Shield, "quiet"],
  "user.groups_changed": [UsersRound, "quiet"],
  "user.password_changed": [KeyRound, "quiet"],
  "user.password_reset_requested": [KeyRound, "quiet"],
  "user.password_reset": [KeyRound, "quiet"],
  "user.factor_added": [ShieldPlus, "good"],
  "user.factor_removed": [ShieldMinus, "quiet"],
  "user.factors_reset": [ShieldMinus, "bad"],
  "user.recovery_codes_renewed": [RotateCw, "quiet"],
  "user.second_factor_rested": [ShieldAlert, "bad"],
  "user.access_recovered": [KeyRound, "bad"],
  "tenant.posture_updated": [MonitorCheck, "quiet"],
  "tenant.trail_pruned": [Scissors, "bad"],
  "tenant.held": [DatabaseBackup, "bad"],
  "tenant.released": [DatabaseBackup, "good"],
  "tenant.suspended": [PowerOff, "bad"],
  "tenant.resumed": [Power, "good"],
  "tenant.invitations_stopped": [MailX, "quiet"],
  "tenant.ownership_offered": [Crown, "quiet"],
  "tenant.ownership_offer_cancelled": [Crown, "quiet"],
  "tenant.ownership_transferred": [Crown, "bad"],
  "user.created": [UserPlus, "quiet"],
  "user.deactivated": [UserX, "bad"],
  "user.reactivated": [UserCheck, "good"],
  "user.deleted": [Trash2, "bad"],
  "user.signed_in": [LogIn, "quiet"],
  "user.sign_in_failed": [ShieldAlert, "bad"],
  "user.signed_out": [LogOut, "quiet"],
  "device.registered": [Plus, "quiet"],
  "device.approved": [MonitorCheck, "good"],
  "device.key_rotated": [KeyRound, "quiet"],
  "device.handed_over": [ArrowRightLeft, "quiet"],
  "device.deactivated": [PowerOff, "quiet"],
  "device.reported_lost": [PowerOff, "bad"],
  "device.reactivated": [Power, "good"],
  "device.removed": [MonitorX, "quiet"],
  "device.posture_token_made": [KeyRound, "quiet"],
  "device.posture_token_dropped": [KeyRound, "quiet"],
  "device.posture_changed": [MonitorCheck, "quiet"],
  "user.change_refused": [ShieldAlert, "bad"],
  "cascade.failed": [CircleAlert, "bad"],
};
