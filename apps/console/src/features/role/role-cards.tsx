import type { RoleItem } from "@portcullis/domain/role";
import { Badge } from "#ui/badge.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { permissionAreas, permissionLabels } from "./permission-labels.ts";
import { RoleHoldersLink } from "./role-holders-link.tsx";

/** The matrix for narrow screens: a card a role, with what it permits. */
export function RoleCards({ roles }: { readonly roles: readonly RoleItem[] }) {
  return (
    <ul className="grid gap-3 md:hidden">
      {roles.map((role) => (
        <li key={role.id} className="rounded-lg border border-line bg-surface p-4">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h2 className="min-w-0 text-base font-semibold wrap-anywhere">
              <PageLink href={`/roles/${role.id}`} className="hover:underline">
                {role.name}
              </PageLink>
            </h2>
            {role.system && <Badge>System role</Badge>}
            <span className="ml-auto text-sm">
              <RoleHoldersLink role={role} />
            </span>
          </div>
          {role.description && <p className="mt-0.5 text-sm text-ink-muted">{role.description}</p>}
          <details className="mt-2 text-sm">
            <summary className="rounded-sm py-1 text-ink-muted">
              {role.permissions.length === 0 ? "No permissions" : `${role.permissions.length} permissions`}
            </summary>
            <PermissionList role={role} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function PermissionList({ role }: { readonly role: RoleItem }) {
  if (role.permissions.length === 0) {
    return <p className="mt-1 text-ink-muted">Only their own profile, devices and sessions.</p>;
  }
  return (
    <dl className="mt-1 grid gap-2">
      {permissionAreas.map((area) => {
        const held = area.permissions.filter((permission) => role.permissions.includes(permission));
        if (held.length === 0) return null;
        return (
          <div key={area.name}>
            <dt className="text-xs text-ink-muted">{area.name}</dt>
            {held.map((permission) => (
              <dd key={permission}>{permissionLabels[permission]}</dd>
            ))}
          </div>
        );
      })}
    </dl>
  );
}
