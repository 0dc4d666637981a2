"use client";

import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { PageHeader } from "#shell/page-header.tsx";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { Skeleton } from "#ui/feedback/skeleton.tsx";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { GroupActions } from "./group-actions.tsx";
import { GroupDetails } from "./group-details.tsx";
import { GroupGives } from "./group-gives.tsx";
import { GroupMembers } from "./group-members.tsx";

/** One group: what it is, what whoever is in it gets, and who that is. */
export function GroupView({ id }: { readonly id: string }) {
  const query = useQuery(useTRPC().group.get.queryOptions({ id }));
  const group = query.data;
  if (query.isError && describeApiError(query.error).data.code === "NOT_FOUND") return <GroupGone />;
  if (!group) {
    if (!query.isError) return <Skeleton className="mt-6 h-64 w-full" />;
    return (
      <QueryFailure
        title="This group could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  return (
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
