import type { UserDetail } from "@portcullis/domain/user/user";
import { useTranslations } from "use-intl";
import { groupPermissions, permissionAreas, permissionLabels, sourcesOf } from "#features/role/role-text.ts";
import { Badge } from "#ui/badge.tsx";
import { SmallLink } from "#ui/page-link.tsx";
import { DetailList, Panel } from "#ui/panel.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";

/** What the user may do in this console, whatever it comes from. */
export function PermissionsPanel({ user }: { readonly user: UserDetail }) {
  const t = useTranslations();
  const groups = groupPermissions(user.permissions);
  return (
    <Panel
      title={t("common.permissions")}
      actions={<SmallLink href={`/users/${user.id}/access`}>{t("user.whereFrom")}</SmallLink>}
      description={user.isOwner ? t("user.theOwnerMayDoEverything") : t("user.allRolesTogetherDirectAnd")}
    >
      {groups.length === 0 ? (
        <p className="text-sm text-ink-muted">{t("user.noneBeyondTheirOwnProfile")}</p>
      ) : (
        <DetailList
          details={groups.map(({ noun, verbs }) => ({
            term: noun,
            value: (
              <span className="flex flex-wrap gap-1">
                {verbs.map((verb) => (
                  <Badge key={verb}>{verb}</Badge>
                ))}
              </span>
            ),
          }))}
        />
      )}
    </Panel>
  );
}

/** Everything that the user may do in this console, and what each permission comes from. */
export function PermissionOrigins({ user }: { readonly user: UserDetail }) {
  const t = useTranslations();
  const held = permissionAreas(t).flatMap((area) =>
    area.permissions.filter((one) => user.permissions.includes(one)).map((permission) => ({ area, permission })),
  );
  return (
    <Panel
      title={t("user.effectivePermissions")}
      flush={held.length > 0}
      description={user.isOwner ? t("user.theOwnerMayDoEverything") : t("user.whatTheRolesAllowTogether")}
    >
      {held.length === 0 ? (
        <p className="text-sm text-ink-muted">{t("user.noneBeyondTheirOwnProfile")}</p>
      ) : (
        <Table label={t("user.effectivePermissions")} framed={false}>
          <TableHead>
            <TableHeading kind="title">{t("user.permission")}</TableHeading>
            <TableHeading from="md">{t("user.area")}</TableHeading>
            <TableHeading>{t("user.comesFrom")}</TableHeading>
          </TableHead>
          <TableBody>
            {held.map(({ area, permission }) => (
              <TableRow key={permission}>
                <TableCell label={t("user.permission")} kind="title">
                  <span title={permission} className="block truncate">
                    {permissionLabels(t)[permission]}
                  </span>
                </TableCell>
                <TableCell label={t("user.area")} from="md">
                  <span className="text-ink-muted">{area.name}</span>
                </TableCell>
                <TableCell label={t("user.comesFrom")}>
                  <Sources user={user} permission={permission} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

function Sources({ user, permission }: { user: UserDetail; permission: UserDetail["permissions"][number] }) {
  const t = useTranslations();
  const sources = sourcesOf(user, permission);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
      {user.isOwner && <li>{t("user.ownership")}</li>}
      {sources.map(({ roleId, role, group }) => (
        <li key={`${roleId} ${group}`}>
          {role}
          {group !== null && <span className="text-ink-muted"> {t("user.through", { group })}</span>}
        </li>
      ))}
    </ul>
  );
}
