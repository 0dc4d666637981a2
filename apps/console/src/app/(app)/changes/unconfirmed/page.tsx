import type { Metadata } from "next";
import { UnconfirmedView } from "#features/change/unconfirmed-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.cutOffsNotConfirmed") };

export default async function UnconfirmedPage() {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe2")} permission="user:read" />;
  }
  const trpc = await api();
  await prefetch(trpc.cascade.unconfirmed.queryOptions({}));
  return (
    <Hydrate>
      <PageHeader
        title={t("common.cutOffsNotConfirmed")}
        back={{ href: "/changes", label: t("common.changes") }}
        description={t("page.accessThatWasRevokedBut")}
      />
      <UnconfirmedView />
    </Hydrate>
  );
}
