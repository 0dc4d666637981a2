import type { Permission } from "@portcullis/domain/permission";
import type { RoleItem } from "@portcullis/domain/role";
import {
  type AuthorizationSubject,
  ceilingRefusal,
  credentialsRefusal,
  grantRefusal,
  holdingRefusal,
  lifecycleRefusal,
} from "@portcullis/domain/user/governance";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { holdersText } from "#features/role/role-text.ts";
import type { Translate } from "#i18n/translator.ts";

/** Why somebody lacks a permission, in the words that ask for it; undefined where they have it. */
export function permissionRefusal(
  t: Translate,
  me: Pick<AuthorizationSubject, "permissions">,
  needed: Permission,
): string | undefined {
  return me.permissions.includes(needed) ? undefined : t("error.permission_missing", { permission: needed });
}

/** Why one may not deactivate, reactivate or delete this person; undefined where one may. The API decides the same way. */
export function whyNotLifecycle(
  t: Translate,
  me: AuthorizationSubject,
  user: AuthorizationSubject,
  needed: Permission,
): string | undefined {
  return permissionRefusal(t, me, needed) ?? lifecycleRefusal(me, user)?.message;
}

/** Why one may not change this person's profile, devices or sessions; undefined where one may. */
export function whyNotChange(
  t: Translate,
  me: AuthorizationSubject,
  user: AuthorizationSubject,
  needed: Permission,
): string | undefined {
  return permissionRefusal(t, me, needed) ?? ceilingRefusal(me, user)?.message;
}

/** Why one may not make a link that sets this person's password; undefined where one may. */
export function whyNotResetPassword(
  t: Translate,
  me: AuthorizationSubject,
  user: AuthorizationSubject & { readonly status: LivingStatus },
): string | undefined {
  return (
    permissionRefusal(t, me, "user:write") ??
    credentialsRefusal(me, user)?.message ??
    (user.status === "active" ? undefined : t("user.onlyAnActiveAccountHas"))
  );
}

/** Why one may not give this person roles or take them; undefined where one may. */
export function whyNotChangeRoles(
  t: Translate,
  me: AuthorizationSubject,
  user: AuthorizationSubject,
): string | undefined {
  return permissionRefusal(t, me, "role:assign") ?? holdingRefusal(me, user)?.message;
}

/** Why one may not take this person's second factors away; undefined where one may and there are some. */
export function whyNotResetFactors(
  t: Translate,
  me: AuthorizationSubject,
  user: AuthorizationSubject & { secondFactor: boolean },
): string | undefined {
  return (
    whyNotLifecycle(t, me, user, "user:write") ?? (user.secondFactor ? undefined : t("user.theyHaveNoSecondFactor"))
  );
}

type Me = Pick<AuthorizationSubject, "isOwner" | "permissions">;
type Role = { readonly name: string; readonly permissions?: readonly Permission[] | undefined };

/**
 * Why one may not give or take what these roles grant; undefined where one may. A role whose permissions are not known here is
 * for the API to judge.
 */
export function whyNotAssign(t: Translate, me: Me, roles: readonly Role[]): string | undefined {
  if (roles.length === 0) return undefined;
  if (!me.permissions.includes("role:assign")) return t("user.thisGivesRolesYouNeed");
  for (const { name, permissions } of roles) {
    const disabledReason = permissions && grantRefusal(me, permissions, name);
    if (disabledReason) return disabledReason.message;
  }
  return undefined;
}

/** Why one may not move people in or out of a group, or delete it; undefined where one may. */
export function whyNotMove(t: Translate, me: Me, group: { readonly roles: readonly Role[] }): string | undefined {
  return permissionRefusal(t, me, "group:write") ?? whyNotAssign(t, me, group.roles);
}

/** Why one may not change this role; undefined where one may. The API decides the same way. */
export function whyNotChangeRole(t: Translate, me: AuthorizationSubject, role: RoleItem): string | undefined {
  if (role.system) return t("user.systemRolesCannotBeChanged");
  return permissionRefusal(t, me, "role:write") ?? grantRefusal(me, role.permissions, role.name)?.message;
}

/** Why one may not delete it: as above, or because somebody holds it. */
export function whyNotDeleteRole(t: Translate, me: AuthorizationSubject, role: RoleItem): string | undefined {
  const holders = holdersText(t, role.holders);
  return whyNotChangeRole(t, me, role) ?? (holders && t("user.thisRoleIsAssignedTo", { holders }));
}
