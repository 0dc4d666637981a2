import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadChangesSearch, toListCascades } from "#features/change/changes-search-params.ts";
import { ChangesTabs } from "#features/change/changes-tabs.tsx";
import { ChangesView } from "#features/change/changes-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.changes") };

export default async function ChangesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe2")} permission="user:read" />;
  }
  const [trpc, search] = await Promise.all([api(), loadChangesSearch(searchParams)]);
  await prefetch(trpc.cascade.list.queryOptions(toListCascades(search)));
  return (
    <Hydrate>
      <PageHeader
        title={t("common.changes")}
        description={t("page.eachDeactivationReactivationAndDeletion")}
        tabs={<ChangesTabs />}
      />
      <ChangesView />
    </Hydrate>
  );
}
