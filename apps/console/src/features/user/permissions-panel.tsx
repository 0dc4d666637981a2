import type { UserDetail } from "@portcullis/domain/user/user";
import { groupPermissions, permissionAreas, permissionLabels, sourcesOf } from "#features/role/role-text.ts";
import { Badge } from "#ui/badge.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { DetailList, Panel } from "#ui/panel.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";

/** What the user may do in this console, whatever it comes from. */
export function PermissionsPanel({ user }: { readonly user: UserDetail }) {
  const groups = groupPermissions(user.permissions);
  return (
    <Panel
      title="Permissions"
      actions={
        <PageLink href={`/users/${user.id}/access`} className="text-xs text-accent-ink hover:underline">
          Where from
        </PageLink>
      }
      description={user.isOwner ? "The owner may do everything." : "All roles together, direct and through groups."}
    >
      {groups.length === 0 ? (
        <p className="text-sm text-ink-muted">None beyond their own profile, devices and sessions.</p>
      ) : (
        <DetailList
          details={groups.map(({ noun, verbs }) => ({
            term: noun,
            value: (
              <span className="flex flex-wrap gap-1">
                {verbs.map((verb) => (
                  <Badge key={verb}>{verb}</Badge>
                ))}
              </span>
            ),
          }))}
        />
      )}
    </Panel>
  );
}

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
