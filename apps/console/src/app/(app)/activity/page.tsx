import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadActivitySearch, toListAudit } from "#features/audit/activity-search-params.ts";
import { ActivityView } from "#features/audit/activity-view.tsx";
import { SealLine } from "#features/audit/seal-line.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.activity") };

export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  if (!(await may("audit:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe")} permission="audit:read" />;
  }
  const [trpc, { pages, ...filters }] = await Promise.all([api(), loadActivitySearch(searchParams)]);
  // Days begin where the reader lives, which only the browser knows: then it asks by itself.
  const input = toListAudit(filters, pages.at(-1), undefined);
  await Promise.all([prefetch(trpc.audit.seal.queryOptions()), input && prefetch(trpc.audit.list.queryOptions(input))]);
  return (
    <Hydrate>
      <PageHeader
        title={t("common.activity")}
        description={
          <>
            {t("page.whoDidWhatAndWhen")}
            <SealLine />
          </>
        }
      />
      <ActivityView userId={undefined} />
    </Hydrate>
  );
}
