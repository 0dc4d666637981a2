"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { displayName } from "@portcullis/domain/user/display-name";
import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";
import { Avatar } from "#ui/avatar.tsx";
import { countText } from "#ui/count-text.ts";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { PageLink, SmallLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { toRoleHolders } from "./role-text.ts";

/** Who holds the role: people, directly or through groups, and the groups that carry it. */
export function RoleHoldersPanel({ role }: { readonly role: RoleDetail }) {
  const t = useTranslations();
  const { users, direct, groups } = role.holders;
  const seesPeople = useMe().permissions.includes("user:read");
  return (
    <Panel
      title={t("role.assignedTo")}
      actions={
        seesPeople && users > 0 && <SmallLink href={`/users?role=${role.id}`}>{t("role.showInUsers")}</SmallLink>
      }
    >
      {users + groups === 0 ? (
        <p className="text-sm text-ink-muted">{t("role.nobodyYetAssignItOn")}</p>
      ) : (
        <div className="grid gap-3">
          <p className="text-sm text-ink-muted">
            {countText(t, "person", users)},{" "}
            {groups === 0
              ? t("role.directly")
              : t("role.ofThemDirectlyCarriesIt", { direct, groupCount: countText(t, "group", groups), groups })}
          </p>
          {seesPeople && users > 0 && <People roleId={role.id} count={users} />}
          {role.groups.length > 0 && (
            <ul aria-label={t("role.groupsThatCarryIt")} className="grid gap-1.5">
              {role.groups.map((group) => (
                <li key={group.id} className="flex items-center gap-2">
                  <UsersRound aria-hidden="true" className="mx-1 size-4 shrink-0 text-ink-muted" />
                  <PageLink href={`/users?group=${group.id}`} className="truncate hover:underline">
                    {group.name}
                  </PageLink>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Panel>
  );
}

function People({ roleId, count }: { readonly roleId: string; readonly count: number }) {
  const t = useTranslations();
  const query = useQuery(useTRPC().user.list.queryOptions(toRoleHolders(roleId)));
  if (query.isError && !query.data) return <Callout tone="danger">{describeApiError(query.error).message}</Callout>;
  if (!query.data) return <Skeleton className="h-24 w-full" />;
  const rest = count - query.data.items.length;
  return (
    <ul aria-label={t("common.people")} className="grid gap-1.5">
      {query.data.items.map((user) => (
        <li key={user.id} className="flex min-w-0 items-center gap-2">
          <Avatar size="sm" name={displayName(user)} image={user.image} />
          <PageLink href={`/users/${user.id}/access`} className="truncate hover:underline">
            {displayName(user)}
          </PageLink>
        </li>
      ))}
      {rest > 0 && <li className="text-xs text-ink-muted">{t("role.andMore", { rest })}</li>}
    </ul>
  );
}
