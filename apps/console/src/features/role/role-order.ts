import type { RoleItem } from "@portcullis/domain/role";

/** Those that every tenant has first, the most powerful before the others; then the tenant's own by name. */
export function inOrder(roles: readonly RoleItem[]): RoleItem[] {
  const rank = ({ system, permissions }: RoleItem) => (system === null ? 1 : -permissions.length);
  return roles.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "en"));
}
