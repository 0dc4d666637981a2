import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { feedQuery } from "#features/audit/activity-search-params.ts";
import { OverviewView } from "#features/overview/overview-view.tsx";
import { requirePrincipal } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export const metadata: Metadata = { title: "Overview" };

/** Who may see users begins with the whole, everybody else with their own devices. */
export default async function StartPage() {
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
