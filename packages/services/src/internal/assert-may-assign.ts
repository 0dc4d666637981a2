import { forbidden } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { assertNotRefused, grantRefusal } from "@portcullis/domain/user/governance";
import type { Actor } from "./lock-actor-and-target.ts";

/**
 * Whether the actor may give these roles, or take them away. Where a group carries roles, so do joining and leaving it.
 * @throws {DomainError} FORBIDDEN `permission_missing`, `privilege_ceiling`
 */
export function assertMayAssign(actor: Actor, roles: readonly { readonly permissions: readonly Permission[] }[]): void {
  if (roles.length === 0) return;
  if (!actor.permissions.includes("role:assign")) {
    throw forbidden("permission_missing", "The group has roles, so this needs the permission role:assign.");
  }
  assertNotRefused(
    grantRefusal(
      actor,
      roles.flatMap((role) => role.permissions),
    ),
  );
}
