import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadGroupSearch, toListGroups } from "#components/groups/group-search-params.ts";
import { GroupsView } from "#components/groups/groups-view.tsx";
import { NewGroupButton } from "#components/groups/new-group-button.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { ForbiddenState } from "#components/ui/forbidden-state.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("group:read"))) {
    return <ForbiddenState heading="h1" title="You may not see the groups" permission="group:read" />;
  }
  const [trpc, search] = await Promise.all([api(), loadGroupSearch(searchParams)]);
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    prefetch(trpc.group.list.queryOptions(toListGroups(search))),
  ]);
  return (
    <Hydrate>
      <PageHeader title="Groups" actions={<NewGroupButton />} />
      <GroupsView />
    </Hydrate>
  );
}
