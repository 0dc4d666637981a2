import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadActivitySearch, toListAudit } from "#features/audit/activity-search-params.ts";
import { UserActivity } from "#features/audit/activity-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.activity") };

export default async function UserActivityPage(props: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  if (!(await may("audit:read"))) return <UserActivity />;
  const [trpc, { id }, { pages, ...filters }] = await Promise.all([
    api(),
    props.params,
    loadActivitySearch(props.searchParams),
  ]);
  const input = toListAudit({ ...filters, actor: null, target: id }, pages.at(-1), undefined);
  if (input) await prefetch(trpc.audit.list.queryOptions(input));
  return (
    <Hydrate>
      <UserActivity />
    </Hydrate>
  );
}
