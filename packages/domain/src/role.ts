import { z } from "zod";
import { id } from "./ids.ts";
import { page, pageInput } from "./page.ts";
import { permission, systemRoleKinds } from "./permission.ts";

export const roleItem = z.strictObject({
  id,
  name: z.string(),
  description: z.string().nullable(),
  /** Null for the tenant's own roles. */
  system: z.enum(systemRoleKinds).nullable(),
  permissions: z.array(permission),
});
export type RoleItem = z.infer<typeof roleItem>;

/** By name. */
export const listRoles = z.strictObject({ ...pageInput });
export type ListRoles = z.infer<typeof listRoles>;
export const rolePage = page(roleItem);
