"use client";

import type { UserItem } from "@portcullis/domain/user/user";
import { Avatar } from "#components/ui/avatar.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SelectBox } from "#components/ui/select-box.tsx";
import { Table, TableBody, TableHead } from "#components/ui/table.tsx";
import { TableCell } from "#components/ui/table-cell.tsx";
import { TableHeading } from "#components/ui/table-heading.tsx";
import { TableRow } from "#components/ui/table-row.tsx";
import { personName } from "#components/users/person-name.ts";
import { UserStatus } from "#components/users/user-status.tsx";
import type { Selection } from "./use-selection.ts";

export interface MembersTableProps {
  readonly people: readonly UserItem[];
  readonly busy: boolean;
  readonly selection: Selection;
}

export function MembersTable({ people, busy, selection }: MembersTableProps) {
  const chosen = people.filter((person) => selection.ids.has(person.id)).length;
  return (
    <Table label="People" busy={busy} framed={false} titleWidth="42%">
      <TableHead>
        <TableHeading kind="select">
          <SelectBox
            label="All on this page"
            checked={chosen === people.length}
            mixed={chosen > 0 && chosen < people.length}
            onChange={(isChosen) => selection.choose(people, isChosen)}
          />
        </TableHeading>
        <TableHeading kind="title">Name</TableHeading>
        <TableHeading>Status</TableHeading>
        <TableHeading align="end">Devices</TableHeading>
        <TableHeading from="md">Last connection</TableHeading>
      </TableHead>
      <TableBody>
        {people.map((person) => (
          <TableRow key={person.id} href={`/users/${person.id}`} selected={selection.ids.has(person.id)}>
            <TableCell label="Select" kind="select">
              <SelectBox
                label={`Select ${personName(person)}`}
                checked={selection.ids.has(person.id)}
                onChange={(isChosen) => selection.choose([person], isChosen)}
              />
            </TableCell>
            <TableCell label="Name" kind="title">
              <span className="flex min-w-0 items-center gap-3">
                <Avatar name={personName(person)} image={person.image} />
                <span className="min-w-0">
                  <PageLink href={`/users/${person.id}`} className="block truncate font-medium">
                    {personName(person)}
                  </PageLink>
                  <span className="block truncate text-xs text-ink-muted">{person.email}</span>
                </span>
              </span>
            </TableCell>
            <TableCell label="Status">
              <UserStatus status={person.status} />
            </TableCell>
            <TableCell label="Devices" align="end">
              <span>
                {person.deviceCounts.total.toLocaleString("en")}
                <span className="text-ink-faint"> of {person.deviceLimit.value.toLocaleString("en")}</span>
              </span>
            </TableCell>
            <TableCell label="Last connection" from="md">
              <RelativeTime at={person.lastConnection} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
