import type { Metadata } from "next";
import { RolesView } from "#features/role/roles-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.roles") };

export default async function RolesPage() {
  if (!(await may("role:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe4")} permission="role:read" />;
  }
  const trpc = await api();
  await Promise.all([prefetch(trpc.account.me.queryOptions()), prefetch(trpc.role.list.queryOptions({ limit: 100 }))]);
  return (
    <Hydrate>
      <RolesView />
    </Hydrate>
  );
}
