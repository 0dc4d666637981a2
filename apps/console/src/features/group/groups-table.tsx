"use client";

import type { GroupItem } from "@portcullis/domain/group";
import { BadgeList } from "#ui/badge-list.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Table, TableBody, TableHead } from "#ui/table/table.tsx";
import { TableCell } from "#ui/table/table-cell.tsx";
import { TableHeading } from "#ui/table/table-heading.tsx";
import { TableRow } from "#ui/table/table-row.tsx";
import { GroupLimit } from "./group-limit.tsx";

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
