import type { Metadata } from "next";
import { SettingsView } from "#features/tenant/settings-view.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  if (!(await may("tenant:read"))) {
    return <ForbiddenState heading="h1" title="You may not see the settings" permission="tenant:read" />;
  }
  const trpc = await api();
  await prefetch(trpc.tenant.get.queryOptions());
  return (
    <Hydrate>
      <PageHeader title="Settings" />
      <SettingsView />
    </Hydrate>
  );
}
