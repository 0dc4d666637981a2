import { type Permission, permissionRegistry, permissions } from "@portcullis/domain/permission";
import type { RoleHolders, RoleItem } from "@portcullis/domain/role";
import type { ListUsers, UserDetail } from "@portcullis/domain/user/user";
import type { Translate } from "#i18n/translator.ts";
import { andText, countText } from "#ui/count-text.ts";

/** What each permission lets one do, in plain words: `role.can` of the messages. */
export const permissionLabels = (t: Translate): Readonly<Record<Permission, string>> =>
  Object.fromEntries(permissions.map((id) => [id, t(`role.can.${id}`)])) as Record<Permission, string>;

interface PermissionArea {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** Every permission under what it is about, in the order of the design. */
export const permissionAreas = (t: Translate): readonly PermissionArea[] =>
  [...Map.groupBy(permissions, (id) => permissionRegistry[id].category)].map(([category, held]) => ({
    name: t(`role.area.${category}`),
    permissions: held,
  }));

/** "3 people and 1 group" that hold a role of themselves; undefined where none does. Whom groups pass it on to is not counted. */
export function holdersText(
  t: Translate,
  { direct, groups }: Pick<RoleHolders, "direct" | "groups">,
): string | undefined {
  const people = direct > 0 ? [countText(t, "person", direct)] : [];
  const carriers = groups > 0 ? [countText(t, "group", groups)] : [];
  return andText([...people, ...carriers]) || undefined;
}

/** Those that every tenant has first, the most powerful before the others; then the tenant's own by name. */
export function inOrder(roles: readonly RoleItem[]): RoleItem[] {
  const rank = (role: RoleItem) => (role.system === null ? 1 : -role.permissions.length);
  return roles.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "en"));
}

/** How many holders the page of a role names; the rest is in the list of users. */
const named = 8;

/** Asked by page and panel alike. */
export const toRoleHolders = (roleId: string): ListUsers => ({ roleId, sort: "name", direction: "asc", limit: named });

interface PermissionGroup {
  readonly noun: string;
  readonly verbs: readonly string[];
}

/** `user:read`, `user:write` → user: read, write; in the order of the permissions. */
export function groupPermissions(granted: readonly Permission[]): PermissionGroup[] {
  const byNoun = Map.groupBy(granted, (permission) => permission.slice(0, permission.indexOf(":")));
  return [...byNoun].map(([noun, held]) => ({ noun, verbs: held.map((one) => one.slice(noun.length + 1)) }));
}

/** One way by which a permission reached its holder. */
interface PermissionSource {
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
