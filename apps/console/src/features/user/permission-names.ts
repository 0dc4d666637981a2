import type { Permission } from "@portcullis/domain/permission";

export interface PermissionGroup {
  readonly noun: string;
  readonly verbs: readonly string[];
}

/** `user:read`, `user:write` → user: read, write; in the order of the permissions. */
export function groupPermissions(permissions: readonly Permission[]): PermissionGroup[] {
  const byNoun = Map.groupBy(permissions, (permission) => permission.slice(0, permission.indexOf(":")));
  return [...byNoun].map(([noun, held]) => ({ noun, verbs: held.map((one) => one.slice(noun.length + 1)) }));
}
