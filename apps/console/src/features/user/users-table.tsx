"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import type { UserSort } from "@portcullis/domain/user/user-sort";
import { clsx } from "clsx";
import { Avatar } from "#ui/avatar.tsx";
import { Badge, BadgeList } from "#ui/badge.tsx";

import { PageLink } from "#ui/page-link.tsx";
import { Status } from "#ui/status.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";

import { InvitationNote, UserStatus } from "./user-status.tsx";

export interface UsersTableProps {
  readonly users: readonly UserItem[];
  readonly busy: boolean;
  readonly sort: UserSort;
  readonly direction: "asc" | "desc";
  readonly onSort: (sort: UserSort) => void;
}

/** One row a person: who, may they, with what. */
export function UsersTable({ users, busy, sort, direction, onSort }: UsersTableProps) {
  const sorting = (by: UserSort) => ({ sort: sort === by ? direction : null, onSort: () => onSort(by) });
  return (
    <Table label="Users" busy={busy} titleWidth="30%">
      <TableHead>
        <TableHeading kind="title" {...sorting("name")}>
          Name
        </TableHeading>
        <TableHeading>Status</TableHeading>
        <TableHeading from="md">Roles</TableHeading>
        <TableHeading from="lg">Groups</TableHeading>
        <TableHeading align="end">Devices</TableHeading>
        <TableHeading from="xl">Posture</TableHeading>
        <TableHeading {...sorting("lastConnection")}>Last connection</TableHeading>
        <TableHeading from="xl" {...sorting("createdAt")}>
          Created
        </TableHeading>
      </TableHead>
      <TableBody>
        {users.map((user) => (
          <TableRow key={user.id} href={`/users/${user.id}`}>
            <TableCell label="Name" kind="title">
              <span className="flex min-w-0 items-center gap-3">
                <Avatar name={displayName(user)} image={user.image} />
                <span className="min-w-0">
                  <span className="flex items-center gap-2">
                    <PageLink href={`/users/${user.id}`} className="truncate font-medium">
                      {displayName(user)}
                    </PageLink>
                    {user.isOwner && <Badge tone="accent">Owner</Badge>}
                  </span>
                  <span className="block truncate text-xs text-ink-muted">{user.email}</span>
                </span>
              </span>
            </TableCell>
            <TableCell label="Status">
              <span className="block">
                <UserStatus status={user.status} />
                {user.status === "pending" && (
                  <span className="block text-xs text-ink-muted">
                    <InvitationNote invitation={user.invitation} />
                  </span>
                )}
              </span>
            </TableCell>
            <TableCell label="Roles" from="md">
              <BadgeList names={user.roles.map((role) => role.name)} none="–" />
            </TableCell>
            <TableCell label="Groups" from="lg">
              <BadgeList names={user.groups.map((group) => group.name)} tone="outline" none="–" />
            </TableCell>
            <TableCell label="Devices" align="end">
              <DeviceNumbers user={user} />
            </TableCell>
            <TableCell label="Posture" from="xl" card="shown">
              <UserPosture user={user} />
            </TableCell>
            <TableCell label="Last connection">
              <RelativeTime at={user.lastConnection} />
            </TableCell>
            <TableCell label="Created" from="xl">
              <RelativeTime at={user.createdAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** The worst of their devices: how many do not comply or cannot be told. */
function UserPosture({ user }: { readonly user: UserItem }) {
  const { nonCompliant } = user.deviceCounts;
  if (nonCompliant === 0) return <span className="text-ink-faint">–</span>;
  return <Status tone="warning">{nonCompliant.toLocaleString("en")} not compliant</Status>;
}

/** Online, all, and the limit; said in words for a screen reader. */
function DeviceNumbers({ user }: { readonly user: UserItem }) {
  const { online, total } = user.deviceCounts;
  const limit = user.deviceLimit.value;
  return (
    <span className={clsx("whitespace-nowrap", total > limit && "text-danger-ink")}>
      <span className="sr-only">{`${online} online, ${total} of at most ${limit}`}</span>
      <span aria-hidden="true">
        {online > 0 && <span className="text-success-ink">{online.toLocaleString("en")} / </span>}
        {total.toLocaleString("en")}
        <span className="text-ink-faint"> of {limit.toLocaleString("en")}</span>
      </span>
    </span>
  );
}
