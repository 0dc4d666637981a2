import type { RoleItem } from "@portcullis/domain/role";
import { type AuthorizationSubject, grantRefusal } from "@portcullis/domain/user/governance";
import { permissionRefusal } from "#features/user/refusal.ts";
import { holdersText } from "./holders-text.ts";

/** Why one may not change this role; undefined where one may. The API decides the same way. */
export function whyNotChangeRole(me: AuthorizationSubject, role: RoleItem): string | undefined {
  if (role.system) return "System roles cannot be changed. Create a role of your own instead.";
  return permissionRefusal(me, "role:write") ?? grantRefusal(me, role.permissions, role.name)?.message;
}

/** Why one may not delete it: as above, or because somebody holds it. */
export function whyNotDeleteRole(me: AuthorizationSubject, role: RoleItem): string | undefined {
  const holders = holdersText(role.holders);
  return whyNotChangeRole(me, role) ?? (holders && `This role is assigned to ${holders}. Revoke it there first.`);
}
