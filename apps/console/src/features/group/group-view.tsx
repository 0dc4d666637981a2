"use client";

import type { GroupDetail } from "@portcullis/domain/group";
import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { groupPermissions } from "#features/role/role-text.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { Badge } from "#ui/badge.tsx";
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
  const query = useQuery(useTRPC().group.get.queryOptions({ id }));
  return (
    <QueryView
      query={query}
      failure="This group could not be loaded"
      skeleton={<Skeleton className="mt-6 h-64 w-full" />}
      gone={<GroupGone />}
    >
      {(group) => (
        <>
          <PageHeader
            back={{ href: "/groups", label: "Groups" }}
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
  return (
    <StatePanel
      heading="h1"
      icon={<UsersRound />}
      title="This group is gone"
      actions={<ButtonLink href="/groups">All groups</ButtonLink>}
    >
      It was deleted. The people who were in it are still there.
    </StatePanel>
  );
}

/** Who gets what through this: the roles with what they permit, and the limit. */
function GroupGives({ group }: { readonly group: GroupDetail }) {
  return (
    <Panel title="What members get" description="For as long as they are in the group.">
      <div className="flex flex-col gap-4 text-sm">
        <p>
          {group.maxDevices === null ? (
            <span className="text-ink-muted">No device limit of the group’s own.</span>
          ) : (
            <>
              Up to <span className="font-medium">{deviceCount(group.maxDevices)}</span>, unless another group gives
              more or they have a limit of their own.
            </>
          )}
        </p>
        {group.roles.length === 0 ? (
          <p className="text-ink-muted">No roles.</p>
        ) : (
          group.roles.map((role) => <RoleGiven key={role.id} role={role} />)
        )}
      </div>
    </Panel>
  );
}

const deviceCount = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "device" : "devices"}`;

function RoleGiven({ role }: { readonly role: GroupDetail["roles"][number] }) {
  const permissions = groupPermissions(role.permissions);
  return (
    <section aria-label={`Role ${role.name}`}>
      <h3 className="font-medium">{role.name}</h3>
      {role.description && <p className="text-xs text-ink-muted">{role.description}</p>}
      {permissions.length === 0 ? (
        <p className="mt-1 text-xs text-ink-muted">Nothing beyond their own profile, devices and sessions.</p>
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
  return (
    <Panel title="About">
      <DetailList
        details={[
          { term: "People", value: group.memberCount.toLocaleString("en") },
          { term: "Created", value: <RelativeTime at={group.createdAt} focusable /> },
          { term: "Changed", value: <RelativeTime at={group.updatedAt} focusable /> },
        ]}
      />
    </Panel>
  );
}
