import { z } from "zod";
import { id } from "./ids.ts";
import { countedPage, pageInput } from "./page.ts";
import { permission, permissions, systemRoleKinds } from "./permission.ts";
import { optionalText, text } from "./text.ts";
import { timestamp, timestampInput } from "./timestamp.ts";

export const roleName = text(100);
export const roleDescription = optionalText(300);

/** Each once, in the order of `permissions`, however they came. */
export const chosenPermissions = z
  .array(permission)
  .max(permissions.length)
  .transform((chosen) => permissions.filter((one) => chosen.includes(one)));

/** Who holds a role. */
export const roleHolders = z.strictObject({
  /** People who hold it, directly or through a group: whom `user.list` shows for it. */
  users: z.int(),
  /** Those of them who hold it directly. */
  direct: z.int(),
  /** Groups that carry it. */
  groups: z.int(),
});
export type RoleHolders = z.infer<typeof roleHolders>;

export const roleItem = z.strictObject({
  id,
  name: z.string(),
  description: z.string().nullable(),
  /** Null for the tenant's own roles. */
  system: z.enum(systemRoleKinds).nullable(),
  permissions: z.array(permission),
  holders: roleHolders,
});
export type RoleItem = z.infer<typeof roleItem>;

/** By name. */
export const listRoles = z.strictObject({ ...pageInput });
export type ListRoles = z.infer<typeof listRoles>;
export const rolePage = countedPage(roleItem);

/** How many groups `role.get` names; `holders` counts all. */
export const roleGroupsMax = 100;

/** A role whole: what `role.get` answers. */
export const roleDetail = roleItem.extend({
  createdAt: timestamp,
  updatedAt: timestamp,
  /** The groups that carry it, by name. */
  groups: z.array(z.strictObject({ id, name: z.string() })).max(roleGroupsMax),
});
export type RoleDetail = z.infer<typeof roleDetail>;

export const roleById = z.strictObject({ id });
export type RoleById = z.infer<typeof roleById>;

export const createRole = z.strictObject({
  name: roleName,
  description: roleDescription.optional(),
  permissions: chosenPermissions,
});
export type CreateRole = z.infer<typeof createRole>;

export const updateRole = z.strictObject({
  id,
  name: roleName.optional(),
  description: roleDescription.optional(),
  permissions: chosenPermissions.optional(),
  /** The `updatedAt` that the editor saw; another one means CONFLICT `stale_write`. */
  ifUpdatedAt: timestampInput.optional(),
});
export type UpdateRole = z.infer<typeof updateRole>;
