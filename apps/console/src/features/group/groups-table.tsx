"use client";

import type { GroupItem } from "@portcullis/domain/group";
import { BadgeList } from "#ui/badge.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";

/** One row a group: how many are in it, and what they get. */
export function GroupsTable({ groups, busy }: { readonly groups: readonly GroupItem[]; readonly busy: boolean }) {
  return (
    <Table label="Groups" busy={busy} titleWidth="40%">
      <TableHead>
        <TableHeading kind="title">Name</TableHeading>
        <TableHeading align="end">People</TableHeading>
        <TableHeading>Roles</TableHeading>
        <TableHeading align="end">Device limit</TableHeading>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.id} href={`/groups/${group.id}`}>
            <TableCell label="Name" kind="title">
              <PageLink href={`/groups/${group.id}`} className="block truncate font-medium">
                {group.name}
              </PageLink>
              {group.description && <span className="block truncate text-xs text-ink-muted">{group.description}</span>}
            </TableCell>
            <TableCell label="People" align="end">
              {group.memberCount.toLocaleString("en")}
            </TableCell>
            <TableCell label="Roles">
              <BadgeList names={group.roles.map((role) => role.name)} none="–" />
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

/** How many devices the group lets its members have. */
export function GroupLimit({ maxDevices }: { readonly maxDevices: number | null }) {
  if (maxDevices === null) return <span className="text-ink-faint">none</span>;
  return maxDevices.toLocaleString("en");
}
