import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { loadResultsSearch, toListResults } from "#features/bulk/bulk-search-params.ts";
import { OperationView } from "#features/bulk/operation-view.tsx";
import { translator } from "#i18n/translator.ts";
import { isMissing } from "#server/is-missing.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch, queryClient } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("bulk.bulkOperation") };

export default async function BulkOperationPage(props: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe2")} permission="user:read" />;
  }
  const [trpc, { id }, search] = await Promise.all([api(), props.params, loadResultsSearch(props.searchParams)]);
  await Promise.all([
    // Other failures are for the page to show: it asks again.
    queryClient()
      .fetchQuery(trpc.bulk.get.queryOptions({ id }))
      .catch((error: unknown) => isMissing(error) && notFound()),
    prefetch(trpc.bulk.receipt.queryOptions({ id })),
    prefetch(trpc.bulk.results.queryOptions(toListResults(id, search))),
  ]);
  return (
    <Hydrate>
      <OperationView id={id} />
    </Hydrate>
  );
}
