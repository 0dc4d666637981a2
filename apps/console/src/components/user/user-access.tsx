"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { UsersRound } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Table, TableBody, TableHead } from "#components/ui/table.tsx";
import { TableCell } from "#components/ui/table-cell.tsx";
import { TableHeading } from "#components/ui/table-heading.tsx";
import { TableRow } from "#components/ui/table-row.tsx";
import { PermissionOrigins } from "./permission-origins.tsx";
import { useUser } from "./user-context.ts";
import { UserRoles } from "./user-roles.tsx";

/** Which roles and groups a user has, how each role came to be held, and what follows from it. */
export function UserAccess() {
  const user = useUser();
  return (
    <div className="grid gap-4">
      <UserRoles user={user} />
      <Panel title="Groups" flush>
        {user.groups.length === 0 ? (
          <EmptyState icon={<UsersRound />} title="No groups">
            Groups can carry roles and a device limit.
          </EmptyState>
        ) : (
          <GroupsTable groups={user.groups} />
        )}
      </Panel>
      <PermissionOrigins user={user} />
    </div>
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
