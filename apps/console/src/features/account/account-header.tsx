"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { PageHeader } from "#shell/page-header.tsx";
import { Avatar } from "#ui/avatar.tsx";
import { Badge } from "#ui/badge.tsx";
import { LinkTabs } from "#ui/link-tabs.tsx";
import { useMe } from "./use-me.ts";

/** One's own account, and its parts. */
export function AccountHeader() {
  const me = useMe();
  const name = displayName(me);
  return (
    <PageHeader
      figure={<Avatar name={name} image={me.image} size="lg" />}
      title="Account"
      marks={me.isOwner && <Badge tone="accent">Owner</Badge>}
      description={name === me.email ? me.email : `${name}, ${me.email}`}
      tabs={
        <LinkTabs
          label="Parts of your account"
          tabs={[
            { href: "/account", label: "Profile" },
            { href: "/account/security", label: "Security" },
            { href: "/account/sessions", label: "Sessions" },
          ]}
        />
      }
    />
  );
}
