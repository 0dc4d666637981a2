import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadActivitySearch, toListAudit } from "#features/audit/activity-search-params.ts";
import { ActivityView } from "#features/audit/activity-view.tsx";
import { SealLine } from "#features/audit/seal-line.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("audit:read"))) {
    return <ForbiddenState heading="h1" title="You may not see the activity" permission="audit:read" />;
  }
  const [trpc, { pages, ...filters }] = await Promise.all([api(), loadActivitySearch(searchParams)]);
  // Days begin where the reader lives, which only the browser knows: then it asks by itself.
  const input = toListAudit(filters, pages.at(-1), undefined);
  await Promise.all([prefetch(trpc.audit.seal.queryOptions()), input && prefetch(trpc.audit.list.queryOptions(input))]);
  return (
    <Hydrate>
      <PageHeader
        title="Activity"
        description={
          <>
            Who did what, and when. Entries cannot be edited: changing one breaks its seal.
            <SealLine />
          </>
        }
      />
      <ActivityView userId={undefined} />
    </Hydrate>
  );
}
