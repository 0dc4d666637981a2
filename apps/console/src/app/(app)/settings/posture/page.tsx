import type { Metadata } from "next";
import { PostureView } from "#features/tenant/posture-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.posture") };

export default async function PosturePage() {
  if (!(await may("tenant:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe7")} permission="tenant:read" />;
  }
  const trpc = await api();
  await Promise.all([prefetch(trpc.account.me.queryOptions()), prefetch(trpc.tenant.posture.queryOptions())]);
  return (
    <Hydrate>
      <PostureView />
    </Hydrate>
  );
}
