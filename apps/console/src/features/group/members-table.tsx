"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { UserStatus } from "#features/user/user-status.tsx";
import { Avatar } from "#ui/avatar.tsx";
import { Checkbox } from "#ui/form/checkbox.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";

import type { Selection } from "./use-group-search.ts";

export interface MembersTableProps {
  readonly people: readonly UserItem[];
  readonly busy: boolean;
  readonly selection: Selection;
}

const boxClass = "-m-1 grid size-6 place-items-center pointer-coarse:size-9";

export function MembersTable({ people, busy, selection }: MembersTableProps) {
  const t = useTranslations();
  const allId = useId();
  const chosen = people.filter((person) => selection.ids.has(person.id)).length;
  return (
    <Table label={t("common.people")} busy={busy} framed={false} titleWidth="42%">
      <TableHead>
        <TableHeading kind="select">
          <label htmlFor={allId} className={boxClass}>
            <span className="sr-only">{t("group.allOnThisPage")}</span>
            <Checkbox
              id={allId}
              checked={chosen === people.length}
              mixed={chosen > 0 && chosen < people.length}
              onChange={(event) => selection.choose(people, event.target.checked)}
            />
          </label>
        </TableHeading>
        <TableHeading kind="title">{t("common.name")}</TableHeading>
        <TableHeading>{t("common.status")}</TableHeading>
        <TableHeading align="end">{t("common.devices")}</TableHeading>
        <TableHeading from="md">{t("common.lastConnection")}</TableHeading>
      </TableHead>
      <TableBody>
        {people.map((person) => (
          <TableRow key={person.id} href={`/users/${person.id}`} selected={selection.ids.has(person.id)}>
            <TableCell label={t("group.select")} kind="select">
              <label className={boxClass}>
                <span className="sr-only">{t("group.select2", { name: displayName(person) })}</span>
                <Checkbox
                  checked={selection.ids.has(person.id)}
                  onChange={(event) => selection.choose([person], event.target.checked)}
                />
              </label>
            </TableCell>
            <TableCell label={t("common.name")} kind="title">
              <span className="flex min-w-0 items-center gap-3">
                <Avatar name={displayName(person)} image={person.image} />
                <span className="min-w-0">
                  <PageLink href={`/users/${person.id}`} className="block truncate font-medium">
                    {displayName(person)}
                  </PageLink>
                  <span className="block truncate text-xs text-ink-muted">{person.email}</span>
                </span>
              </span>
            </TableCell>
            <TableCell label={t("common.status")}>
              <UserStatus status={person.status} />
            </TableCell>
            <TableCell label={t("common.devices")} align="end">
              <span>
                {person.deviceCounts.total.toLocaleString("en")}
                <span className="text-ink-faint"> {t("group.of", { value: person.deviceLimit.value })}</span>
              </span>
            </TableCell>
            <TableCell label={t("common.lastConnection")} from="md">
              <RelativeTime at={person.lastConnection} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
