import { z } from "zod";
import { id } from "./ids.ts";
import { countedPage, pageInput } from "./page.ts";
import { permission } from "./permission.ts";
import { optionalText, text } from "./text.ts";
import { timestamp, timestampInput } from "./timestamp.ts";
import { maxDevices } from "./user/device-limit.ts";

export const groupName = text(100);
export const groupDescription = optionalText(500);

/** Roles that one group carries, and groups that one person is in, at most: far above what anybody can look through. */
export const groupRolesMax = 50;
export const userGroupsMax = 50;

/** People added or removed by one call: all of them are locked until it ends. */
export const groupChangeMax = 100;

export const groupItem = z.strictObject({
  id,
  name: z.string(),
  description: z.string().nullable(),
  /** Devices that a member may have, or null where the group says nothing. */
  maxDevices: z.int().nullable(),
  memberCount: z.int(),
  roles: z.array(z.strictObject({ id, name: z.string() })),
});
export type GroupItem = z.infer<typeof groupItem>;

/** A group whole: what whoever is in it gets. Its members come from `user.list` by `groupId`. */
export const groupDetail = groupItem.extend({
  createdAt: timestamp,
  updatedAt: timestamp,
  roles: z.array(
    z.strictObject({ id, name: z.string(), description: z.string().nullable(), permissions: z.array(permission) }),
  ),
});
export type GroupDetail = z.infer<typeof groupDetail>;

/** By name; `search` finds names that contain all its words, whatever case and accents. */
export const listGroups = z.strictObject({ search: optionalText(100).optional(), ...pageInput });
export type ListGroups = z.infer<typeof listGroups>;
export const groupPage = countedPage(groupItem);

export const groupById = z.strictObject({ id });
export type GroupById = z.infer<typeof groupById>;

export const createGroup = z.strictObject({
  name: groupName,
  description: groupDescription.optional(),
  maxDevices: maxDevices.nullable().optional(),
  roleIds: z.array(id).max(groupRolesMax).optional(),
});
export type CreateGroup = z.infer<typeof createGroup>;

export const updateGroup = z.strictObject({
  id,
  name: groupName.optional(),
  description: groupDescription.optional(),
  maxDevices: maxDevices.nullable().optional(),
  /** All roles that the group carries from now on. */
  roleIds: z.array(id).max(groupRolesMax).optional(),
  /** The `updatedAt` that the editor saw; another one means CONFLICT `stale_write`. */
  ifUpdatedAt: timestampInput.optional(),
});
export type UpdateGroup = z.infer<typeof updateGroup>;

export const deletedGroup = z.strictObject({ id });

export const changeMembers = z.strictObject({ id, userIds: z.array(id).min(1).max(groupChangeMax) });
/** The group as it is now, and how many people the call added or removed: whoever was in it, or was not, counts for nothing. */
export const changedMembers = groupDetail.extend({ changed: z.int() });
export type ChangedMembers = z.infer<typeof changedMembers>;
export type ChangeMembers = z.infer<typeof changeMembers>;

/** What the group's members would lose with it. */
export const groupImpact = z.strictObject({
  members: z.int(),
  /** The roles that it carries, each with how many members hold it in no other way. */
  roles: z.array(z.strictObject({ id, name: z.string(), members: z.int() })),
  /** Members whose device limit would be another one, and how many of them have more devices than that. */
  limitsChanged: z.int(),
  overLimit: z.int(),
});
export type GroupImpact = z.infer<typeof groupImpact>;
