"use client";

import type { UserDetail } from "@portcullis/domain/user/user";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";

import { ChangeRolesDialog } from "./change-roles-dialog.tsx";
import { whyNotChangeRoles } from "./disabled-reasons.ts";

/** The roles of a user and how each is held; those held directly can be changed. */
export function UserRoles({ user }: { readonly user: UserDetail }) {
  const t = useTranslations();
  const me = useMe();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <Panel
      title={t("common.roles")}
      flush
      actions={
        <Button size="sm" disabledReason={whyNotChangeRoles(t, me, user)} onClick={() => setIsChanging(true)}>
          {t("user.changeRoles")}
        </Button>
      }
    >
      {user.roles.length === 0 ? (
        <EmptyState icon={<KeyRound />} title={t("user.noRoles")}>
          {user.isOwner ? t("user.theOwnerMayDoEverything2") : t("common.onlyTheirOwnProfileDevices")}
        </EmptyState>
      ) : (
        <RolesTable roles={user.roles} linked={me.permissions.includes("role:read")} />
      )}
      {isChanging && <ChangeRolesDialog user={user} onClose={() => setIsChanging(false)} />}
    </Panel>
  );
}

function RolesTable({ roles, linked }: { readonly roles: UserDetail["roles"]; readonly linked: boolean }) {
  const t = useTranslations();
  return (
    <Table label={t("common.roles")} framed={false}>
      <TableHead>
        <TableHeading kind="title">{t("common.role")}</TableHeading>
        <TableHeading>{t("user.held")}</TableHeading>
        <TableHeading from="md" align="end">
          {t("common.permissions")}
        </TableHeading>
      </TableHead>
      <TableBody>
        {roles.map((role) => (
          <TableRow key={role.id}>
            <TableCell label={t("common.role")} kind="title">
              {linked ? (
                <PageLink href={`/roles/${role.id}`} className="block truncate font-medium hover:underline">
                  {role.name}
                </PageLink>
              ) : (
                <span className="block truncate font-medium">{role.name}</span>
              )}
              {role.description && <span className="block truncate text-xs text-ink-muted">{role.description}</span>}
            </TableCell>
            <TableCell label={t("user.held")}>
              <span className="flex flex-wrap gap-1">
                {role.origins.map((origin) =>
                  origin.kind === "direct" ? (
                    <Badge key="direct">{t("user.direct")}</Badge>
                  ) : (
                    <Badge key={origin.id} tone="outline">
                      {t("user.throughGroup", { name: origin.name })}
                    </Badge>
                  ),
                )}
              </span>
            </TableCell>
            <TableCell label={t("common.permissions")} from="md" align="end">
              {role.permissions.length}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
