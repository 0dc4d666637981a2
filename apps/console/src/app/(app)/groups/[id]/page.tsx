import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { loadGroupSearch, toListMembers, toMemberFilter } from "#features/group/group-search-params.ts";
import { GroupView } from "#features/group/group-view.tsx";
import { translator } from "#i18n/translator.ts";
import { isMissing } from "#server/is-missing.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch, queryClient } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.group") };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function GroupPage({ params, searchParams }: Props) {
  if (!(await may("group:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThis2")} permission="group:read" />;
  }
  const [trpc, { id }, search, seesPeople] = await Promise.all([
    api(),
    params,
    loadGroupSearch(searchParams),
    may("user:read"),
  ]);
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    seesPeople && prefetch(trpc.user.list.queryOptions(toListMembers(id, search))),
    seesPeople && prefetch(trpc.user.count.queryOptions(toMemberFilter(id, search))),
    // Other failures are for the page to show: it asks again.
    queryClient()
      .fetchQuery(trpc.group.get.queryOptions({ id }))
      .catch((error: unknown) => isMissing(error) && notFound()),
  ]);
  return (
    <Hydrate>
      <GroupView id={id} />
    </Hydrate>
  );
}
