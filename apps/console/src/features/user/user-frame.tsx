"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useQuery } from "@tanstack/react-query";
import { UserX } from "lucide-react";
import { createContext, type ReactNode, use } from "react";
import { useMe } from "#features/account/use-me.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Avatar } from "#ui/avatar.tsx";
import { Badge } from "#ui/badge.tsx";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { LinkTabs } from "#ui/link-tabs.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { UserActions } from "./user-actions.tsx";
import { UserStatus } from "./user-status.tsx";

/** Milliseconds between two looks while a gateway has not confirmed: what it should have done changes with the time. */
const pollIntervalMs = 5_000;

/** What all tabs of a user stand in: the user, kept up to date, and the header. */
export function UserFrame({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const query = useQuery({
    ...useTRPC().user.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.cascade?.state === "unconfirmed" ? pollIntervalMs : false),
  });
  // The stream told of the deletion before anybody asked again.
  if (query.data?.cascade?.kind === "delete") return <UserGone />;
  return (
    <QueryView query={query} failure="This user could not be loaded" skeleton={<UserSkeleton />} gone={<UserGone />}>
      {(user) => (
        <UserContext value={user}>
          <UserHeader user={user} />
          {children}
        </UserContext>
      )}
    </QueryView>
  );
}

/** Somebody deleted the user while the page was open. */
function UserGone() {
  return (
    <StatePanel
      heading="h1"
      icon={<UserX />}
      title="This user is gone"
      actions={<ButtonLink href="/users">All users</ButtonLink>}
    >
      This user was deleted. Their past activity stays in the audit log, by id only.
    </StatePanel>
  );
}

const UserContext = createContext<UserDetail | undefined>(undefined);

/** The user whose page this is; only inside `UserFrame`. */
export function useUser(): UserDetail {
  const user = use(UserContext);
  if (!user) throw new Error("useUser needs a UserFrame around it");
  return user;
}

/** Who this is, the state of the account, what can be done, and the tabs. */
function UserHeader({ user }: { readonly user: UserDetail }) {
  const me = useMe();
  const home = `/users/${user.id}`;
  const name = displayName(user);
  return (
    <PageHeader
      back={{ href: "/users", label: "Users" }}
      figure={<Avatar name={name} image={user.image} size="lg" />}
      title={name}
      marks={
        <>
          <UserStatus status={user.status} />
          {user.isOwner && <Badge tone="accent">Owner</Badge>}
          {user.id === me.id && <Badge tone="outline">You</Badge>}
        </>
      }
      description={name === user.email ? undefined : user.email}
      actions={<UserActions user={user} />}
      tabs={
        <LinkTabs
          label="Parts of this user"
          tabs={[
            { href: home, label: "Overview" },
            { href: `${home}/devices`, label: "Devices", count: user.deviceCounts.total },
            { href: `${home}/sessions`, label: "Sessions", count: user.sessionCount },
            { href: `${home}/access`, label: "Groups & roles" },
            { href: `${home}/activity`, label: "Activity" },
          ]}
        />
      }
    />
  );
}

/** The shape of a user's page. */
function UserSkeleton() {
  return (
    <div className="pt-6">
      <output className="sr-only">Loading the user</output>
      <div className="flex items-center gap-4">
        <Skeleton className="size-14 rounded-full" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-3 w-64 max-w-full" />
        </div>
      </div>
      <Skeleton className="mt-8 h-64 w-full" />
    </div>
  );
}
