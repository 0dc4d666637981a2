import type { Permission } from "@portcullis/domain/permission";
import { Panel } from "#ui/panel.tsx";
import { permissionAreas, permissionLabels } from "./permission-labels.ts";

/** What a role permits, to be read only. */
export function RolePermissions({ permissions }: { readonly permissions: readonly Permission[] }) {
  const areas = permissionAreas
    .map(({ name, permissions: all }) => ({ name, held: all.filter((permission) => permissions.includes(permission)) }))
    .filter(({ held }) => held.length > 0);
  return (
    <Panel
      title="Permissions"
      description="What people with this role may do, besides managing their own profile, devices and sessions."
    >
      {areas.length === 0 ? (
        <p className="text-sm text-ink-muted">None.</p>
      ) : (
        <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          {areas.map(({ name, held }) => (
            <div key={name}>
              <dt className="text-xs font-semibold text-ink-muted">{name}</dt>
              {held.map((permission) => (
                <dd key={permission} title={permission} className="mt-1">
                  {permissionLabels[permission]}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
