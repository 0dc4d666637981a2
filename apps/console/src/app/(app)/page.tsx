import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { feedQuery } from "#features/audit/activity-search-params.ts";
import { OverviewView } from "#features/overview/overview-view.tsx";
import { translator } from "#i18n/translator.ts";
import { requirePrincipal } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.overview") };

/** Who has `user:read` starts on the overview, everybody else on their own devices. */
export default async function OverviewPage() {
  const { permissions } = await requirePrincipal();
  if (!permissions.includes("user:read")) redirect("/devices");
  const trpc = await api();
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    prefetch(trpc.overview.get.queryOptions()),
    ...(permissions.includes("device:read") ? [prefetch(trpc.overview.connections.queryOptions({ span: "24h" }))] : []),
    ...(permissions.includes("audit:read") ? [prefetch(trpc.audit.list.queryOptions(feedQuery))] : []),
  ]);
  return (
    <Hydrate>
      <OverviewView />
    </Hydrate>
  );
}
