"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { UsersRound } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { GroupLimit } from "#features/group/group-limit.tsx";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/feedback/empty-state.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { Table, TableBody, TableHead } from "#ui/table/table.tsx";
import { TableCell } from "#ui/table/table-cell.tsx";
import { TableHeading } from "#ui/table/table-heading.tsx";
import { TableRow } from "#ui/table/table-row.tsx";
import { EditGroupsDialog } from "./edit-groups-dialog.tsx";
import { whyNotChange } from "./refusal.ts";

/** The groups that a user is in, and the way to change them. */
export function UserGroupsPanel({ user }: { readonly user: UserDetail }) {
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title="Groups"
      flush
      actions={
        <Button size="sm" disabledReason={whyNotChange(me, user, "group:write")} onClick={() => setIsOpen(true)}>
          Change groups
        </Button>
      }
    >
      {user.groups.length === 0 ? (
        <EmptyState icon={<UsersRound />} title="No groups">
          Groups can carry roles and a device limit.
        </EmptyState>
      ) : (
        <GroupsTable user={user} maySee={me.permissions.includes("group:read")} />
      )}
      {isOpen && <EditGroupsDialog user={user} onClose={() => setIsOpen(false)} />}
    </Panel>
  );
}

function GroupsTable({ user, maySee }: { readonly user: UserDetail; readonly maySee: boolean }) {
  const rolesOf = (groupId: string) =>
    user.roles.filter((role) => role.origins.some((origin) => origin.kind === "group" && origin.id === groupId));
  return (
    <Table label="Groups" framed={false}>
      <TableHead>
        <TableHeading kind="title">Group</TableHeading>
        <TableHeading>Roles</TableHeading>
        <TableHeading align="end">Device limit</TableHeading>
      </TableHead>
      <TableBody>
        {user.groups.map((group) => (
          <TableRow key={group.id} href={maySee ? `/groups/${group.id}` : undefined}>
            <TableCell label="Group" kind="title">
              {maySee ? (
                <PageLink href={`/groups/${group.id}`} className="block truncate font-medium">
                  {group.name}
                </PageLink>
              ) : (
                <span className="block truncate font-medium">{group.name}</span>
              )}
              {group.description && <span className="block truncate text-xs text-ink-muted">{group.description}</span>}
            </TableCell>
            <TableCell label="Roles">
              <span className="text-ink-muted">
                {rolesOf(group.id)
                  .map((role) => role.name)
                  .join(", ") || "–"}
              </span>
            </TableCell>
            <TableCell label="Device limit" align="end">
              <GroupLimit maxDevices={group.maxDevices} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
