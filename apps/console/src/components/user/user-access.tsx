"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { KeyRound } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Table, TableBody, TableHead } from "#components/ui/table.tsx";
import { TableCell } from "#components/ui/table-cell.tsx";
import { TableHeading } from "#components/ui/table-heading.tsx";
import { TableRow } from "#components/ui/table-row.tsx";
import { DeviceLimitPanel } from "./device-limit-panel.tsx";
import { useUser } from "./user-context.ts";
import { UserGroupsPanel } from "./user-groups-panel.tsx";

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
      <UserGroupsPanel user={user} />
      <DeviceLimitPanel user={user} />
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
