import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadOperationsSearch, toListBulk } from "#features/bulk/bulk-search-params.ts";
import { OperationsView } from "#features/bulk/operations-view.tsx";
import { ChangesTabs } from "#features/change/changes-tabs.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("bulk.bulkOperations") };

export default async function BulkOperationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe2")} permission="user:read" />;
  }
  const [trpc, search] = await Promise.all([api(), loadOperationsSearch(searchParams)]);
  await prefetch(trpc.bulk.list.queryOptions(toListBulk(search)));
  return (
    <Hydrate>
      <PageHeader
        title={t("bulk.bulkOperations")}
        description={t("page.oneActionOnManyPeople")}
        tabs={<ChangesTabs />}
      />
      <OperationsView />
    </Hydrate>
  );
}
