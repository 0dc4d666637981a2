"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { KeyRound, UsersRound } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Table, TableBody, TableHead } from "#components/ui/table.tsx";
import { TableCell } from "#components/ui/table-cell.tsx";
import { TableHeading } from "#components/ui/table-heading.tsx";
import { TableRow } from "#components/ui/table-row.tsx";
import { useUser } from "./user-context.ts";

/** Which roles and groups a user has, and how each role came to be held. */
export function UserAccess() {
  const user = useUser();
  return (
    <div className="grid gap-4">
      <Panel title="Roles" flush>
        {user.roles.length === 0 ? (
          <EmptyState icon={<KeyRound />} title="No roles">
            {user.isOwner ? "The owner may do everything without one." : "Only the own profile, devices and sessions."}
          </EmptyState>
        ) : (
          <RolesTable roles={user.roles} />
        )}
      </Panel>
      <Panel title="Groups" flush>
        {user.groups.length === 0 ? (
          <EmptyState icon={<UsersRound />} title="No groups">
            Groups can carry roles and a device limit.
          </EmptyState>
        ) : (
          <GroupsTable groups={user.groups} />
        )}
      </Panel>
    </div>
  );
}

function RolesTable({ roles }: { readonly roles: UserDetail["roles"] }) {
  return (
    <Table label="Roles" framed={false}>
      <TableHead>
        <TableHeading kind="title">Role</TableHeading>
        <TableHeading>Held</TableHeading>
        <TableHeading from="md" align="end">
          Permissions
        </TableHeading>
      </TableHead>
      <TableBody>
        {roles.map((role) => (
          <TableRow key={role.id}>
            <TableCell label="Role" kind="title">
              <span className="block truncate font-medium">{role.name}</span>
              {role.description && <span className="block truncate text-xs text-ink-muted">{role.description}</span>}
            </TableCell>
            <TableCell label="Held">
              <span className="flex flex-wrap gap-1">
                {role.origins.map((origin) =>
                  origin.kind === "direct" ? (
                    <Badge key="direct">direct</Badge>
                  ) : (
                    <Badge key={origin.id} tone="outline">
                      through group {origin.name}
                    </Badge>
                  ),
                )}
              </span>
            </TableCell>
            <TableCell label="Permissions" from="md" align="end">
              {role.permissions.length}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function GroupsTable({ groups }: { readonly groups: UserDetail["groups"] }) {
  return (
    <Table label="Groups" framed={false}>
      <TableHead>
        <TableHeading kind="title">Group</TableHeading>
        <TableHeading align="end">Device limit</TableHeading>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.id}>
            <TableCell label="Group" kind="title">
              <span className="block truncate font-medium">{group.name}</span>
              {group.description && <span className="block truncate text-xs text-ink-muted">{group.description}</span>}
            </TableCell>
            <TableCell label="Device limit" align="end">
              {group.maxDevices === null ? (
                <span className="text-ink-faint">none</span>
              ) : (
                group.maxDevices.toLocaleString("en")
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
