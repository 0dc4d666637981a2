import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { toRoleHolders } from "#features/role/role-text.ts";
import { RoleView } from "#features/role/role-view.tsx";
import { translator } from "#i18n/translator.ts";
import { isMissing } from "#server/is-missing.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch, queryClient } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.role") };

export default async function RolePage(props: { params: Promise<{ id: string }> }) {
  if (!(await may("role:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThis3")} permission="role:read" />;
  }
  const [trpc, { id }, seesPeople] = await Promise.all([api(), props.params, may("user:read")]);
  await Promise.all([
    // Other failures are for the page to show: it asks again.
    queryClient()
      .fetchQuery(trpc.role.get.queryOptions({ id }))
      .catch((error: unknown) => isMissing(error) && notFound()),
    prefetch(trpc.account.me.queryOptions()),
    seesPeople && prefetch(trpc.user.list.queryOptions(toRoleHolders(id))),
  ]);
  return (
    <Hydrate>
      <RoleView id={id} />
    </Hydrate>
  );
}
