"use client";

import { displayName } from "@portcullis/domain/user/display-name";
import { useTranslations } from "use-intl";
import { PageHeader } from "#shell/page-header.tsx";
import { Avatar } from "#ui/avatar.tsx";
import { Badge } from "#ui/badge.tsx";
import { LinkTabs } from "#ui/link-tabs.tsx";
import { useMe } from "./use-me.ts";

/** One's own account, and its parts. */
export function AccountHeader() {
  const t = useTranslations();
  const me = useMe();
  const name = displayName(me);
  return (
    <PageHeader
      figure={<Avatar name={name} image={me.image} size="lg" />}
      title={t("common.account")}
      marks={me.isOwner && <Badge tone="accent">{t("account.owner")}</Badge>}
      description={name === me.email ? me.email : `${name}, ${me.email}`}
      tabs={
        <LinkTabs
          label={t("account.partsOfYourAccount")}
          tabs={[
            { href: "/account", label: t("account.profile") },
            { href: "/account/security", label: t("account.security") },
            { href: "/account/sessions", label: t("common.sessions") },
          ]}
        />
      }
    />
  );
}
