import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { NewGroupButton } from "#features/group/group-dialog.tsx";
import { loadGroupSearch, toListGroups } from "#features/group/group-search-params.ts";
import { GroupsView } from "#features/group/groups-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.groups") };

export default async function GroupsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("group:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe3")} permission="group:read" />;
  }
  const [trpc, search] = await Promise.all([api(), loadGroupSearch(searchParams)]);
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    prefetch(trpc.group.list.queryOptions(toListGroups(search))),
  ]);
  return (
    <Hydrate>
      <PageHeader title={t("common.groups")} actions={<NewGroupButton />} />
      <GroupsView />
    </Hydrate>
  );
}
