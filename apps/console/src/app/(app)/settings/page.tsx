import type { Metadata } from "next";
import { SettingsView } from "#features/tenant/settings-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.settings") };

export default async function SettingsPage() {
  if (!(await may("tenant:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe6")} permission="tenant:read" />;
  }
  const trpc = await api();
  await prefetch(trpc.tenant.get.queryOptions());
  return (
    <Hydrate>
      <PageHeader title={t("common.settings")} />
      <SettingsView />
    </Hydrate>
  );
}
