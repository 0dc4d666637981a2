"use client";

import type { RoleDetail } from "@portcullis/domain/role";
import { displayName } from "@portcullis/domain/user/display-name";
import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useMe } from "#features/account/use-me.ts";
import { describeApiError, useTRPC } from "#trpc/client.ts";

import { Avatar } from "#ui/avatar.tsx";
import { Callout } from "#ui/feedback/callout.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { groupCount, peopleCount, toRoleHolders } from "./role-text.ts";

/** Who holds the role: people, directly or through groups, and the groups that carry it. */
export function RoleHoldersPanel({ role }: { readonly role: RoleDetail }) {
  const { users, direct, groups } = role.holders;
  const seesPeople = useMe().permissions.includes("user:read");
  return (
    <Panel
      title="Assigned to"
      actions={
        seesPeople &&
        users > 0 && (
          <PageLink href={`/users?role=${role.id}`} className="text-xs text-accent-ink hover:underline">
            Show in Users
          </PageLink>
        )
      }
    >
      {users + groups === 0 ? (
        <p className="text-sm text-ink-muted">Nobody yet. Assign it on a person’s page, under Groups & roles.</p>
      ) : (
        <div className="grid gap-3">
          <p className="text-sm text-ink-muted">
            {peopleCount(users)},{" "}
            {groups === 0
              ? "directly."
              : `${direct.toLocaleString("en")} of them directly. ${groupCount(groups)} ${groups === 1 ? "carries" : "carry"} it.`}
          </p>
          {seesPeople && users > 0 && <People roleId={role.id} />}
          {role.groups.length > 0 && (
            <ul aria-label="Groups that carry it" className="grid gap-1.5">
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

function People({ roleId }: { readonly roleId: string }) {
  const query = useQuery(useTRPC().user.list.queryOptions(toRoleHolders(roleId)));
  if (query.isError && !query.data) return <Callout tone="danger">{describeApiError(query.error).message}</Callout>;
  if (!query.data) return <Skeleton className="h-24 w-full" />;
  const rest = query.data.total.count - query.data.items.length;
  return (
    <ul aria-label="People" className="grid gap-1.5">
      {query.data.items.map((user) => (
        <li key={user.id} className="flex min-w-0 items-center gap-2">
          <Avatar size="sm" name={displayName(user)} image={user.image} />
          <PageLink href={`/users/${user.id}/access`} className="truncate hover:underline">
            {displayName(user)}
          </PageLink>
        </li>
      ))}
      {rest > 0 && <li className="text-xs text-ink-muted">and {rest.toLocaleString("en")} more</li>}
    </ul>
  );
}
