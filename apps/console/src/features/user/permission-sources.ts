import type { Permission } from "@portcullis/domain/permission";
import type { UserDetail } from "@portcullis/domain/user/user";

/** One way by which a permission reached its holder. */
export interface PermissionSource {
  readonly roleId: string;
  readonly role: string;
  /** The group that passes the role on; null where it is held directly. */
  readonly group: string | null;
}

/** Every way by which a permission reached this user: by which role, and through which group. */
export function sourcesOf(user: Pick<UserDetail, "roles">, permission: Permission): PermissionSource[] {
  return user.roles
    .filter((role) => role.permissions.includes(permission))
    .flatMap((role) =>
      role.origins.map((origin) => ({
        roleId: role.id,
        role: role.name,
        group: origin.kind === "group" ? origin.name : null,
      })),
    );
}
