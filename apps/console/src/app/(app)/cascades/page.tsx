import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadReceiptsSearch, toListCascades } from "#components/receipt/receipts-search-params.ts";
import { ReceiptsView } from "#components/receipt/receipts-view.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { ForbiddenState } from "#components/ui/forbidden-state.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export const metadata: Metadata = { title: "Receipts" };

export default async function ReceiptsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title="You may not see the receipts" permission="user:read" />;
  }
  const [trpc, search] = await Promise.all([api(), loadReceiptsSearch(searchParams)]);
  await prefetch(trpc.cascade.list.queryOptions(toListCascades(search)));
  return (
    <Hydrate>
      <PageHeader
        title="Receipts"
        description="Each deactivation, reactivation and deletion, down to the last device."
      />
      <ReceiptsView />
    </Hydrate>
  );
}
