"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useQuery } from "@tanstack/react-query";
import { UserX } from "lucide-react";
import { createContext, type ReactNode, use } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations();
  const query = useQuery({
    ...useTRPC().user.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.cascade?.state === "unconfirmed" ? pollIntervalMs : false),
  });
  // The stream told of the deletion before anybody asked again.
  if (query.data?.cascade?.kind === "delete") return <UserGone />;
  return (
    <QueryView query={query} failure={t("user.thisUserCouldNotBe")} skeleton={<UserSkeleton />} gone={<UserGone />}>
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
  const t = useTranslations();
  return (
    <StatePanel
      heading="h1"
      icon={<UserX />}
      title={t("user.thisUserIsGone")}
      actions={<ButtonLink href="/users">{t("common.allUsers")}</ButtonLink>}
    >
      {t("user.thisUserWasDeletedTheir")}
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
  const t = useTranslations();
  const me = useMe();
  const home = `/users/${user.id}`;
  const name = displayName(user);
  return (
    <PageHeader
      back={{ href: "/users", label: t("common.users") }}
      figure={<Avatar name={name} image={user.image} size="lg" />}
      title={name}
      marks={
        <>
          <UserStatus status={user.status} />
          {user.isOwner && <Badge tone="accent">{t("user.owner")}</Badge>}
          {user.id === me.id && <Badge tone="outline">{t("user.you")}</Badge>}
        </>
      }
      description={name === user.email ? undefined : user.email}
      actions={<UserActions user={user} />}
      tabs={
        <LinkTabs
          label={t("user.partsOfThisUser")}
          tabs={[
            { href: home, label: t("common.overview") },
            { href: `${home}/devices`, label: t("common.devices"), count: user.deviceCounts.total },
            { href: `${home}/sessions`, label: t("common.sessions"), count: user.sessionCount },
            { href: `${home}/access`, label: t("user.groupsAndRoles") },
            { href: `${home}/activity`, label: t("common.activity") },
          ]}
        />
      }
    />
  );
}

/** The shape of a user's page. */
function UserSkeleton() {
  const t = useTranslations();
  return (
    <div className="pt-6">
      <output className="sr-only">{t("user.loadingTheUser")}</output>
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
