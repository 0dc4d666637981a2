import type { Permission } from "@portcullis/domain/permission";
import {
  ceilingRefusal,
  credentialsRefusal,
  holdingRefusal,
  lifecycleRefusal,
  type Standing,
} from "@portcullis/domain/user/governance";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";

/** Why somebody lacks a permission, in the words that ask for it; undefined where they have it. */
export function permissionRefusal(me: Pick<Standing, "permissions">, needed: Permission): string | undefined {
  return me.permissions.includes(needed) ? undefined : `You need the permission ${needed}.`;
}

/** Why one may not deactivate, reactivate or delete this person; undefined where one may. The API decides the same way. */
export function whyNotLifecycle(me: Standing, user: Standing, needed: Permission): string | undefined {
  return permissionRefusal(me, needed) ?? lifecycleRefusal(me, user)?.message;
}

/** Why one may not change this person's profile, devices or sessions; undefined where one may. */
export function whyNotChange(me: Standing, user: Standing, needed: Permission): string | undefined {
  return permissionRefusal(me, needed) ?? ceilingRefusal(me, user)?.message;
}

/** Why one may not make a link that sets this person's password; undefined where one may. */
export function whyNotResetPassword(
  me: Standing,
  user: Standing & { readonly status: LivingStatus },
): string | undefined {
  return (
    permissionRefusal(me, "user:write") ??
    credentialsRefusal(me, user)?.message ??
    (user.status === "active" ? undefined : "Only an active account has a password to reset.")
  );
}

/** Why one may not give this person roles or take them; undefined where one may. */
export function whyNotChangeRoles(me: Standing, user: Standing): string | undefined {
  return permissionRefusal(me, "role:assign") ?? holdingRefusal(me, user)?.message;
}

/** Why one may not take this person's second factors away; undefined where one may and there are some. */
export function whyNotResetFactors(me: Standing, user: Standing & { secondFactor: boolean }): string | undefined {
  return whyNotLifecycle(me, user, "user:write") ?? (user.secondFactor ? undefined : "They have no second factor.");
}
