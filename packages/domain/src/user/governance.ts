import { DomainError, type ErrorReason, permissionMissing } from "../errors.ts";
import type { Permission } from "../permission.ts";

/** Who acts, or is acted on, as far as the rules of precedence look. */
export interface AuthorizationSubject {
  readonly id: string;
  readonly isOwner: boolean;
  readonly permissions: readonly Permission[];
}

export interface Refusal {
  readonly reason: ErrorReason;
  /** Says what to do instead. */
  readonly message: string;
  /** The one that the actor lacks, on `permission_missing`. */
  readonly permission?: Permission | undefined;
}

/** The first permission needed that the actor does not hold. */
export function permissionRefusal(
  actor: Pick<AuthorizationSubject, "permissions">,
  needed: readonly Permission[],
): Refusal | undefined {
  const missing = needed.find((permission) => !actor.permissions.includes(permission));
  return missing && permissionMissing(missing);
}

/**
 * Nobody acts on a person who holds a right that they lack, and nobody else on the owner, who stands above every permission.
 * This covers the person's profile, groups, devices, sessions and keys too.
 */
export function ceilingRefusal(actor: AuthorizationSubject, target: AuthorizationSubject): Refusal | undefined {
  if (actor.id === target.id || actor.isOwner) return undefined;
  if (target.isOwner) {
    return {
      reason: "owner_protected",
      message: "This belongs to the tenant's owner, and only the owner may change it. Ask the owner.",
    };
  }
  const missing = target.permissions.find((permission) => !actor.permissions.includes(permission));
  if (!missing) return undefined;
  return {
    reason: "privilege_ceiling",
    message: `This user has the permission ${missing}, which you do not have. Ask somebody who has it.`,
  };
}

/** At most so many devices of the owner are switched off by others in so many hours. */
export const ownerSwitchOffs = { devices: 3, hours: 24 } as const;

/**
 * Switching a device off: as above, except that the owner's devices may be switched off as well. The use-case asks for a fresh
 * proof and a reason then, and counts.
 */
export function switchOffRefusal(actor: AuthorizationSubject, target: AuthorizationSubject): Refusal | undefined {
  return target.isOwner ? undefined : ceilingRefusal(actor, target);
}

/** Deactivating, deleting or demoting: never the owner, never yourself, nobody above you. The console asks this too, and says why. */
export function lifecycleRefusal(actor: AuthorizationSubject, target: AuthorizationSubject): Refusal | undefined {
  if (target.isOwner) {
    return { reason: "owner_protected", message: "This is the owner of the tenant. Transfer ownership first." };
  }
  if (actor.id === target.id) {
    return { reason: "self_protected", message: "You cannot do this to yourself. Ask another administrator." };
  }
  return ceilingRefusal(actor, target);
}

/**
 * Setting a way to sign in for somebody else: never for the owner, whose place nobody may take this way; never for yourself, or
 * a stolen session could do without the password; nobody above you.
 */
export function credentialsRefusal(actor: AuthorizationSubject, target: AuthorizationSubject): Refusal | undefined {
  if (actor.id === target.id) {
    return { reason: "self_protected", message: "Change your own password and factors under Account." };
  }
  if (target.isOwner) {
    return {
      reason: "owner_protected",
      message: "Only the tenant's owner can change how the owner signs in. Ask the owner.",
    };
  }
  return ceilingRefusal(actor, target);
}

/** Changing what a person holds: never the owner's, who may do everything anyway, and nobody's above you. */
export function holdingRefusal(actor: AuthorizationSubject, target: AuthorizationSubject): Refusal | undefined {
  if (!target.isOwner) return ceilingRefusal(actor, target);
  return {
    reason: "owner_protected",
    message: "The owner has every permission, whatever roles and groups are assigned. Transfer ownership first.",
  };
}

/**
 * Nobody gives, or takes, what they do not hold themselves: directly, by a role, by a group, or by an invitation.
 * @param what names what is given, as the beginning of a sentence
 */
export function grantRefusal(
  actor: Pick<AuthorizationSubject, "isOwner" | "permissions">,
  granted: readonly Permission[],
  what = "This",
): Refusal | undefined {
  const missing = actor.isOwner ? undefined : granted.find((permission) => !actor.permissions.includes(permission));
  if (!missing) return undefined;
  return {
    reason: "privilege_ceiling",
    message: `${what} includes the permission ${missing}, which you do not have. Ask somebody who has it.`,
  };
}

/** @throws {DomainError} FORBIDDEN with the refusal's reason */
export function assertNotRefused(refusal: Refusal | undefined): void {
  if (refusal) throw refused(refusal);
}

/** FORBIDDEN with the refusal's reason. */
export const refused = ({ reason, message, permission }: Refusal): DomainError =>
  new DomainError("FORBIDDEN", reason, message, permission && { permission });
