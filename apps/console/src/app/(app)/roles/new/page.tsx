import type { Metadata } from "next";
import { NewRole } from "#features/role/new-role.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.newRole") };

export default async function NewRolePage(props: { searchParams: Promise<{ from?: string | string[] }> }) {
  if (!(await may("role:write"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotCreateRoles")} permission="role:write" />;
  }
  const [trpc, { from }] = await Promise.all([api(), props.searchParams]);
  const model = typeof from === "string" && (await may("role:read")) ? from : undefined;
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    model !== undefined && prefetch(trpc.role.get.queryOptions({ id: model })),
  ]);
  return (
    <Hydrate>
      <NewRole from={model} />
    </Hydrate>
  );
}
