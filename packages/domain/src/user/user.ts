import { z } from "zod";
import { cascadeKind, cascadeProgress } from "../cascade.ts";
import { deviceDetail } from "../device/device.ts";
import { presences } from "../device/presence.ts";
import { userGroupsMax } from "../group.ts";
import { id } from "../ids.ts";
import { countInput, page, pageInput } from "../page.ts";
import { permission } from "../permission.ts";
import { sortDirections, userConcerns, userSorts } from "../sort.ts";
import { email, optionalText, reasonMaxLength, text } from "../text.ts";
import { timestamp, timestampInput } from "../timestamp.ts";
import { deviceLimit, maxDevices } from "./device-limit.ts";
import { livingStatuses } from "./lifecycle.ts";
import { madeLately } from "./made-lately.ts";

export const livingStatus = z.enum(livingStatuses);

export const personName = optionalText(100);

/** An https URL, or a path of this console. Anything else could be made to run or to spy. */
export const image = text(2000).refine(
  (value) => /^\/(?![/\\])/.test(value) || (URL.canParse(value) && /^https:\/\/[^/@\\]+(?:[/?#]|$)/.test(value)),
  "Use an https URL, or a path that begins with /.",
);

/** How a role reached its holder. */
export const grantOrigin = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("direct") }),
  z.strictObject({ kind: z.literal("group"), id, name: z.string() }),
]);

export const userRole = z.strictObject({
  id,
  name: z.string(),
  description: z.string().nullable(),
  permissions: z.array(permission),
  origins: z.array(grantOrigin).min(1),
});

export const userGroup = z.strictObject({
  id,
  name: z.string(),
  description: z.string().nullable(),
  maxDevices: z.int().nullable(),
});

export const deviceCounts = z.strictObject({
  total: z.int(),
  online: z.int(),
  deactivated: z.int(),
  nonCompliant: z.int(),
});

/** The invitation of somebody who has not come in yet; its link is shown to whoever sends it, and to nobody after. */
export const userInvitation = z.strictObject({
  expiresAt: timestamp,
  expired: z.boolean(),
  /** Null where whoever invited is gone. */
  invitedBy: z.string().nullable(),
});
export type UserInvitation = z.infer<typeof userInvitation>;

/** How many devices `user.get` carries; the rest come from `device.list`. */
export const userDetailDevicesMax = 100;

/** A user whole: what `user.get` answers in one call. */
export const userDetail = z.strictObject({
  id,
  createdAt: timestamp,
  updatedAt: timestamp,
  /** Last network connection of any device. */
  lastConnection: timestamp.nullable(),
  email: z.string(),
  status: livingStatus,
  presence: z.enum(presences),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  isOwner: z.boolean(),
  /** The user's own limit, or null where it is inherited; `deviceLimit` is the one in force. */
  maxDevices: z.int().nullable(),
  deviceLimit,
  image: z.string().nullable(),
  roles: z.array(userRole),
  groups: z.array(userGroup),
  /** Union of what the roles give; everything for the owner. */
  permissions: z.array(permission),
  /** The first hundred by name; `deviceCounts` counts all. */
  devices: z.array(deviceDetail).max(userDetailDevicesMax),
  deviceCounts,
  sessionCount: z.int(),
  /** Whether anything besides the password is asked of them. */
  secondFactor: z.boolean(),
  /** False for who was imported, or signs in by passkey alone. */
  hasPassword: z.boolean(),
  /** As far back as sessions and the audit log go; null: never. */
  lastSignIn: timestamp.nullable(),
  /** The newest lifecycle change still being carried through, parked, or finished. */
  cascade: cascadeProgress.nullable(),
  /** Of a pending user; null where there is none: imported, or the invitation was revoked. */
  invitation: userInvitation.nullable(),
});
export type UserDetail = z.infer<typeof userDetail>;

/** A row of the users list. */
export const userItem = userDetail
  .pick({
    id: true,
    createdAt: true,
    lastConnection: true,
    email: true,
    status: true,
    presence: true,
    firstName: true,
    lastName: true,
    isOwner: true,
    image: true,
    deviceLimit: true,
    deviceCounts: true,
    invitation: true,
  })
  .extend({
    roles: z.array(z.strictObject({ id, name: z.string() })),
    groups: z.array(z.strictObject({ id, name: z.string() })),
  });
export type UserItem = z.infer<typeof userItem>;

/** Whom a list, a count or a bulk operation is about: all of it must match. */
export const userFilter = z.strictObject({
  /** Words in any order, all of which name or e-mail have, whatever case and accents. */
  search: optionalText(100).optional(),
  status: z.array(livingStatus).max(livingStatuses.length).optional(),
  roleId: id.optional(),
  groupId: id.optional(),
  presence: z.enum(presences).optional(),
  /** Needs the permission of the count: `tenant:read` for factors, `user:invite` for invitations. */
  concern: z.enum(userConcerns).optional(),
});
export type UserFilter = z.infer<typeof userFilter>;

export const listUsers = userFilter.extend({
  sort: z.enum(userSorts).default("name"),
  direction: z.enum(sortDirections).default("asc"),
  ...pageInput,
});
export type ListUsers = z.infer<typeof listUsers>;
export const userPage = page(userItem);

export const countUsers = userFilter.extend(countInput);
export type CountUsers = z.infer<typeof countUsers>;

export const userById = z.strictObject({ id });
export type UserById = z.infer<typeof userById>;

export const updateUser = z.strictObject({
  id,
  firstName: personName.optional(),
  lastName: personName.optional(),
  image: z.union([z.literal("").transform(() => null), image.nullable()]).optional(),
  /** The `updatedAt` that the editor saw; another one means CONFLICT `stale_write`. */
  ifUpdatedAt: timestampInput.optional(),
});
export type UpdateUser = z.infer<typeof updateUser>;

export const setUserGroups = z.strictObject({
  id,
  /** All groups that the user is in from now on. */
  groupIds: z.array(id).max(userGroupsMax),
});
export type SetUserGroups = z.infer<typeof setUserGroups>;

/** Null takes the user's own limit away: the groups' or the tenant's counts again. */
export const setUserMaxDevices = z.strictObject({ id, maxDevices: maxDevices.nullable() });
export type SetUserMaxDevices = z.infer<typeof setUserMaxDevices>;

/** Addresses looked up by one query, which travels in a URL. */
export const lookupEmailsMax = 25;

export const lookupUsers = z.strictObject({ emails: z.array(email).min(1).max(lookupEmailsMax) });
export type LookupUsers = z.infer<typeof lookupUsers>;

/** Whoever has one of these e-mails; the others nobody has. */
export const foundUsers = z.strictObject({
  items: z.array(
    userDetail.pick({ id: true, email: true, firstName: true, lastName: true, image: true, status: true }),
  ),
});
export type FoundUsers = z.infer<typeof foundUsers>;

/** More roles than this nobody holds directly. */
export const userRolesMax = 50;

const roleIds = z.array(id).max(userRolesMax);

export const setUserRoles = z.strictObject({
  id,
  /** Every role that the user is to hold directly; those of groups stay as they are. */
  roleIds,
  /** The direct roles that the editor saw, in any order; others mean CONFLICT `stale_write`. */
  ifRoleIds: roleIds.optional(),
});
export type SetUserRoles = z.infer<typeof setUserRoles>;

/** The number that the brake asked for, typed. */
const typed = z.int().min(1).optional();

export const deactivateUser = z.strictObject({ id, reason: optionalText(reasonMaxLength).optional(), typed });
export type DeactivateUser = z.infer<typeof deactivateUser>;
export const deleteUser = z.strictObject({ id, typed });
export type DeleteUser = z.infer<typeof deleteUser>;

export const userImpactInput = z.strictObject({ id, action: cascadeKind });
export type UserImpactInput = z.infer<typeof userImpactInput>;

/** What an action would do now, counted by the statement that does it. */
export const userImpact = z.strictObject({
  action: cascadeKind,
  /** False where the action would change nothing. */
  changes: z.boolean(),
  nextStatus: z.enum(["pending", "active", "inactive", "deleting"]),
  /** Devices that the cascade would switch, and how many of them are online. */
  devices: z.int(),
  devicesOnline: z.int(),
  /** Devices that stay as they are: switched off for another reason, or on already. */
  devicesUntouched: z.int(),
  sessions: z.int(),
  groups: z.int(),
  /** What they made for others that stays when they go; nothing for a reactivation. */
  made: madeLately,
});
export type UserImpact = z.infer<typeof userImpact>;
