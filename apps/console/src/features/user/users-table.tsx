"use client";

import type { UserSort } from "@portcullis/domain/sort";
import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { Avatar } from "#ui/avatar.tsx";
import { Badge, BadgeList } from "#ui/badge.tsx";

import { PageLink } from "#ui/page-link.tsx";
import { Status } from "#ui/status.tsx";
import { SelectCell, SelectHeading } from "#ui/table/select-cells.tsx";
import { pageSelection, type Selection } from "#ui/table/selection.ts";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";

import { InvitationNote, UserStatus } from "./user-status.tsx";

export interface UsersTableProps {
  readonly users: readonly UserItem[];
  readonly busy: boolean;
  readonly sort: UserSort;
  readonly direction: "asc" | "desc";
  readonly onSort: (sort: UserSort) => void;
  readonly selection: Selection;
}

/** One row a person: who, may they, with what. */
export function UsersTable({ users, busy, sort, direction, onSort, selection }: UsersTableProps) {
  const t = useTranslations();
  const sorting = (by: UserSort) => ({ sort: sort === by ? direction : null, onSort: () => onSort(by) });
  const page = users.map(({ id }) => id);
  return (
    <Table label={t("common.users")} busy={busy} titleWidth="30%">
      <TableHead>
        <SelectHeading
          {...pageSelection(selection.selected, page)}
          onChange={(isChosen) => selection.choose({ kind: "page", page, isChosen })}
        />
        <TableHeading kind="title" {...sorting("name")}>
          {t("common.name")}
        </TableHeading>
        <TableHeading>{t("common.status")}</TableHeading>
        <TableHeading from="md">{t("common.roles")}</TableHeading>
        <TableHeading from="lg">{t("common.groups")}</TableHeading>
        <TableHeading align="end">{t("common.devices")}</TableHeading>
        <TableHeading from="xl">{t("common.posture")}</TableHeading>
        <TableHeading {...sorting("lastConnection")}>{t("common.lastConnection")}</TableHeading>
        <TableHeading from="xl" {...sorting("createdAt")}>
          {t("user.created")}
        </TableHeading>
      </TableHead>
      <TableBody>
        {users.map((user) => (
          <TableRow key={user.id} href={`/users/${user.id}`} selected={selection.has(user.id)}>
            <SelectCell
              name={displayName(user)}
              isChosen={selection.has(user.id)}
              onChange={(isChosen, isRange) => selection.choose({ kind: "row", id: user.id, page, isChosen, isRange })}
            />
            <TableCell label={t("common.name")} kind="title">
              <span className="flex min-w-0 items-center gap-3">
                <Avatar name={displayName(user)} image={user.image} />
                <span className="min-w-0">
                  <span className="flex items-center gap-2">
                    <PageLink href={`/users/${user.id}`} className="truncate font-medium">
                      {displayName(user)}
                    </PageLink>
                    {user.isOwner && <Badge tone="accent">{t("user.owner")}</Badge>}
                  </span>
                  <span className="block truncate text-xs text-ink-muted">{user.email}</span>
                </span>
              </span>
            </TableCell>
            <TableCell label={t("common.status")}>
              <span className="block">
                <UserStatus status={user.status} />
                {user.status === "pending" && (
                  <span className="block text-xs text-ink-muted">
                    <InvitationNote invitation={user.invitation} />
                  </span>
                )}
              </span>
            </TableCell>
            <TableCell label={t("common.roles")} from="md">
              <BadgeList names={user.roles.map((role) => role.name)} none="–" />
            </TableCell>
            <TableCell label={t("common.groups")} from="lg">
              <BadgeList names={user.groups.map((group) => group.name)} tone="outline" none="–" />
            </TableCell>
            <TableCell label={t("common.devices")} align="end">
              <DeviceNumbers user={user} />
            </TableCell>
            <TableCell label={t("common.posture")} from="xl" card="shown">
              <UserPosture user={user} />
            </TableCell>
            <TableCell label={t("common.lastConnection")}>
              <RelativeTime at={user.lastConnection} />
            </TableCell>
            <TableCell label={t("user.created")} from="xl">
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
  const t = useTranslations();
  const { nonCompliant } = user.deviceCounts;
  if (nonCompliant === 0) return <span className="text-ink-faint">–</span>;
  return <Status tone="warning">{t("user.notCompliant", { nonCompliant })}</Status>;
}

/** Online, all, and the limit; said in words for a screen reader. */
function DeviceNumbers({ user }: { readonly user: UserItem }) {
  const t = useTranslations();
  const { online, total } = user.deviceCounts;
  const limit = user.deviceLimit.value;
  return (
    <span className={clsx("whitespace-nowrap", total > limit && "text-danger-ink")}>
      <span className="sr-only">{t("user.onlineOfAtMost", { online, total, limit })}</span>
      <span aria-hidden="true">
        {online > 0 && <span className="text-success-ink">{online.toLocaleString("en")} / </span>}
        {total.toLocaleString("en")}
        <span className="text-ink-faint"> {t("user.of2", { limit })}</span>
      </span>
    </span>
  );
}
