"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserItem } from "@portcullis/domain/user/user";
import { useTranslations } from "use-intl";
import { UserStatus } from "#features/user/user-status.tsx";
import { Avatar } from "#ui/avatar.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { SelectCell, SelectHeading } from "#ui/table/select-cells.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { RelativeTime } from "#ui/time.tsx";

import type { Selection } from "./use-group-search.ts";

export interface MembersTableProps {
  readonly people: readonly UserItem[];
  readonly busy: boolean;
  readonly selection: Selection;
}

export function MembersTable({ people, busy, selection }: MembersTableProps) {
  const t = useTranslations();
  const chosen = people.filter((person) => selection.ids.has(person.id)).length;
  return (
    <Table label={t("common.people")} busy={busy} framed={false} titleWidth="42%">
      <TableHead>
        <SelectHeading
          isWhole={chosen === people.length}
          isSome={chosen > 0 && chosen < people.length}
          onChange={(isChosen) => selection.choose(people, isChosen)}
        />
        <TableHeading kind="title">{t("common.name")}</TableHeading>
        <TableHeading>{t("common.status")}</TableHeading>
        <TableHeading align="end">{t("common.devices")}</TableHeading>
        <TableHeading from="md">{t("common.lastConnection")}</TableHeading>
      </TableHead>
      <TableBody>
        {people.map((person) => (
          <TableRow key={person.id} href={`/users/${person.id}`} selected={selection.ids.has(person.id)}>
            <SelectCell
              name={displayName(person)}
              isChosen={selection.ids.has(person.id)}
              onChange={(isChosen) => selection.choose([person], isChosen)}
            />
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
