"use client";

import type { GroupItem } from "@portcullis/domain/group";
import { useTranslations } from "use-intl";
import { BadgeList } from "#ui/badge.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";

/** One row a group: how many are in it, and what they get. */
export function GroupsTable({ groups, busy }: { readonly groups: readonly GroupItem[]; readonly busy: boolean }) {
  const t = useTranslations();
  return (
    <Table label={t("common.groups")} busy={busy} titleWidth="40%">
      <TableHead>
        <TableHeading kind="title">{t("common.name")}</TableHeading>
        <TableHeading align="end">{t("common.people")}</TableHeading>
        <TableHeading>{t("common.roles")}</TableHeading>
        <TableHeading align="end">{t("common.deviceLimit")}</TableHeading>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.id} href={`/groups/${group.id}`}>
            <TableCell label={t("common.name")} kind="title">
              <PageLink href={`/groups/${group.id}`} className="block truncate font-medium">
                {group.name}
              </PageLink>
              {group.description && <span className="block truncate text-xs text-ink-muted">{group.description}</span>}
            </TableCell>
            <TableCell label={t("common.people")} align="end">
              {group.memberCount.toLocaleString("en")}
            </TableCell>
            <TableCell label={t("common.roles")}>
              <BadgeList names={group.roles.map((role) => role.name)} none="–" />
            </TableCell>
            <TableCell label={t("common.deviceLimit")} align="end">
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
  const t = useTranslations();
  if (maxDevices === null) return <span className="text-ink-faint">{t("group.none")}</span>;
  return maxDevices.toLocaleString("en");
}
