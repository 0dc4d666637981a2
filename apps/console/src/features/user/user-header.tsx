"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import type { UserDetail } from "@portcullis/domain/user/user";
import { useMe } from "#features/account/use-me.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { Avatar } from "#ui/avatar.tsx";
import { Badge } from "#ui/badge.tsx";
import { LinkTabs } from "#ui/link-tabs.tsx";
import { UserActions } from "./user-actions.tsx";
import { UserStatus } from "./user-status.tsx";

/** Who this is, the state of the account, what can be done, and the tabs. */
export function UserHeader({ user }: { readonly user: UserDetail }) {
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
