import type { Permission } from "@portcullis/domain/permission";
import {
  type AuthorizationSubject,
  ceilingRefusal,
  credentialsRefusal,
  holdingRefusal,
  lifecycleRefusal,
} from "@portcullis/domain/user/governance";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";

/** Why somebody lacks a permission, in the words that ask for it; undefined where they have it. */
export function permissionRefusal(
  me: Pick<AuthorizationSubject, "permissions">,
  needed: Permission,
): string | undefined {
  return me.permissions.includes(needed) ? undefined : `You need the permission ${needed}.`;
}

/** Why one may not deactivate, reactivate or delete this person; undefined where one may. The API decides the same way. */
export function whyNotLifecycle(
  me: AuthorizationSubject,
  user: AuthorizationSubject,
  needed: Permission,
): string | undefined {
  return permissionRefusal(me, needed) ?? lifecycleRefusal(me, user)?.message;
}

/** Why one may not change this person's profile, devices or sessions; undefined where one may. */
export function whyNotChange(
  me: AuthorizationSubject,
  user: AuthorizationSubject,
  needed: Permission,
): string | undefined {
  return permissionRefusal(me, needed) ?? ceilingRefusal(me, user)?.message;
}

/** Why one may not make a link that sets this person's password; undefined where one may. */
export function whyNotResetPassword(
  me: AuthorizationSubject,
  user: AuthorizationSubject & { readonly status: LivingStatus },
): string | undefined {
  return (
    permissionRefusal(me, "user:write") ??
    credentialsRefusal(me, user)?.message ??
    (user.status === "active" ? undefined : "Only an active account has a password to reset.")
  );
}

/** Why one may not give this person roles or take them; undefined where one may. */
export function whyNotChangeRoles(me: AuthorizationSubject, user: AuthorizationSubject): string | undefined {
  return permissionRefusal(me, "role:assign") ?? holdingRefusal(me, user)?.message;
}

/** Why one may not take this person's second factors away; undefined where one may and there are some. */
export function whyNotResetFactors(
  me: AuthorizationSubject,
  user: AuthorizationSubject & { secondFactor: boolean },
): string | undefined {
  return whyNotLifecycle(me, user, "user:write") ?? (user.secondFactor ? undefined : "They have no second factor.");
}
