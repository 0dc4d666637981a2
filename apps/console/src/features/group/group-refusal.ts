import type { Permission } from "@portcullis/domain/permission";
import { type AuthorizationSubject, grantRefusal } from "@portcullis/domain/user/governance";
import { permissionRefusal } from "#features/user/refusal.ts";

type Me = Pick<AuthorizationSubject, "isOwner" | "permissions">;
type Role = { readonly name: string; readonly permissions?: readonly Permission[] | undefined };

/**
 * Why one may not give or take what these roles grant; undefined where one may. A role whose permissions are not known here is
 * for the API to judge.
 */
export function whyNotAssign(me: Me, roles: readonly Role[]): string | undefined {
  if (roles.length === 0) return undefined;
  if (!me.permissions.includes("role:assign")) return "This gives roles: you need the permission role:assign.";
  for (const { name, permissions } of roles) {
    const disabledReason = permissions && grantRefusal(me, permissions, name);
    if (disabledReason) return disabledReason.message;
  }
  return undefined;
}

/** Why one may not move people in or out of a group, or delete it; undefined where one may. */
export function whyNotMove(me: Me, group: { readonly roles: readonly Role[] }): string | undefined {
  return permissionRefusal(me, "group:write") ?? whyNotAssign(me, group.roles);
}
