import type { UserDetail } from "@portcullis/domain/user/user";
import { permissionAreas, permissionLabels } from "#features/role/permission-labels.ts";
import { Panel } from "#ui/panel.tsx";
import { Table, TableBody, TableHead } from "#ui/table/table.tsx";
import { TableCell } from "#ui/table/table-cell.tsx";
import { TableHeading } from "#ui/table/table-heading.tsx";
import { TableRow } from "#ui/table/table-row.tsx";
import { sourcesOf } from "./permission-sources.ts";

/** Everything that the user may do in this console, and what each permission comes from. */
export function PermissionOrigins({ user }: { readonly user: UserDetail }) {
  const held = permissionAreas.flatMap((area) =>
    area.permissions.filter((one) => user.permissions.includes(one)).map((permission) => ({ area, permission })),
  );
  return (
    <Panel
      title="Effective permissions"
      flush={held.length > 0}
      description={
        user.isOwner ? "The owner may do everything." : "What the roles allow together, and where each comes from."
      }
    >
      {held.length === 0 ? (
        <p className="text-sm text-ink-muted">None beyond their own profile, devices and sessions.</p>
      ) : (
        <Table label="Effective permissions" framed={false}>
          <TableHead>
            <TableHeading kind="title">Permission</TableHeading>
            <TableHeading from="md">Area</TableHeading>
            <TableHeading>Comes from</TableHeading>
          </TableHead>
          <TableBody>
            {held.map(({ area, permission }) => (
              <TableRow key={permission}>
                <TableCell label="Permission" kind="title">
                  <span title={permission} className="block truncate">
                    {permissionLabels[permission]}
                  </span>
                </TableCell>
                <TableCell label="Area" from="md">
                  <span className="text-ink-muted">{area.name}</span>
                </TableCell>
                <TableCell label="Comes from">
                  <Sources user={user} permission={permission} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

function Sources({ user, permission }: { user: UserDetail; permission: UserDetail["permissions"][number] }) {
  const sources = sourcesOf(user, permission);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
      {user.isOwner && <li>Ownership</li>}
      {sources.map(({ roleId, role, group }) => (
        <li key={`${roleId} ${group}`}>
          {role}
          {group !== null && <span className="text-ink-muted"> through {group}</span>}
        </li>
      ))}
    </ul>
  );
}
