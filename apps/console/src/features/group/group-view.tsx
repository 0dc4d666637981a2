"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { groupPermissions } from "#features/role/role-text.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Badge } from "#ui/badge.tsx";
import { countText } from "#ui/count-text.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { DetailList, Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { GroupActions } from "./group-actions.tsx";
import { GroupMembers } from "./group-members.tsx";

/** One group: what it is, what whoever is in it gets, and who that is. */
export function GroupView({ id }: { readonly id: string }) {
  const t = useTranslations();
  const query = useQuery(useTRPC().group.get.queryOptions({ id }));
  return (
    <QueryView
      query={query}
      failure={t("group.thisGroupCouldNotBe")}
      skeleton={<Skeleton className="mt-6 h-64 w-full" />}
      gone={<GroupGone />}
    >
      {(group) => (
        <>
          <PageHeader
            back={{ href: "/groups", label: t("common.groups") }}
            title={group.name}
            description={group.description ?? undefined}
            actions={<GroupActions group={group} />}
          />
          <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
            <GroupMembers group={group} />
            <div className="grid gap-4 max-lg:row-start-1">
              <GroupGives group={group} />
              <GroupDetails group={group} />
            </div>
          </div>
        </>
      )}
    </QueryView>
  );
}

/** Somebody deleted the group while the page was open. */
function GroupGone() {
  const t = useTranslations();
  return (
    <StatePanel
      heading="h1"
      icon={<UsersRound />}
      title={t("group.thisGroupIsGone")}
      actions={<ButtonLink href="/groups">{t("group.allGroups")}</ButtonLink>}
    >
      {t("group.itWasDeletedThePeople")}
    </StatePanel>
  );
}

/** Who gets what through this: the roles with what they permit, and the limit. */
function GroupGives({ group }: { readonly group: GroupDetail }) {
  const t = useTranslations();
  return (
    <Panel title={t("group.whatMembersGet")} description={t("group.forAsLongAsThey")}>
      <div className="flex flex-col gap-4 text-sm">
        <p>
          {group.maxDevices === null ? (
            <span className="text-ink-muted">{t("group.noDeviceLimitOfThe")}</span>
          ) : (
            <>
              {t.rich("group.upToUnlessAnotherGroup", {
                deviceCount: countText(t, "device", group.maxDevices),
                part: (chunks) => <span className="font-medium">{chunks}</span>,
              })}
            </>
          )}
        </p>
        {group.roles.length === 0 ? (
          <p className="text-ink-muted">{t("group.noRoles")}</p>
        ) : (
          group.roles.map((role) => <RoleGiven key={role.id} role={role} />)
        )}
      </div>
    </Panel>
  );
}

function RoleGiven({ role }: { readonly role: GroupDetail["roles"][number] }) {
  const t = useTranslations();
  const permissions = groupPermissions(role.permissions);
  return (
    <section aria-label={t("group.role", { name: role.name })}>
      <h3 className="font-medium">{role.name}</h3>
      {role.description && <p className="text-xs text-ink-muted">{role.description}</p>}
      {permissions.length === 0 ? (
        <p className="mt-1 text-xs text-ink-muted">{t("group.nothingBeyondTheirOwnProfile")}</p>
      ) : (
        <ul className="mt-1.5 flex flex-col gap-1.5">
          {permissions.map(({ noun, verbs }) => (
            <li key={noun} className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-baseline">
              <span className="text-xs text-ink-muted">{noun}</span>
              <span className="flex flex-wrap gap-1">
                {verbs.map((verb) => (
                  <Badge key={verb}>{verb}</Badge>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function GroupDetails({ group }: { readonly group: GroupDetail }) {
  const t = useTranslations();
  return (
    <Panel title={t("group.about")}>
      <DetailList
        details={[
          { term: t("common.people"), value: group.memberCount.toLocaleString("en") },
          { term: t("group.created"), value: <RelativeTime at={group.createdAt} focusable /> },
          { term: t("group.changed"), value: <RelativeTime at={group.updatedAt} focusable /> },
        ]}
      />
    </Panel>
  );
}
