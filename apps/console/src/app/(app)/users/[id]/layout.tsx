import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { UserFrame } from "#features/user/user-frame.tsx";
import { translator } from "#i18n/translator.ts";
import { isMissing } from "#server/is-missing.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, queryClient } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

/** One user: header and tabs. Who is unknown, another tenant's or deleted has no page. */
export default async function UserLayout(props: { children: ReactNode; params: Promise<{ id: string }> }) {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThis4")} permission="user:read" />;
  }
  const [trpc, { id }] = await Promise.all([api(), props.params]);
  // Other failures are for the frame to show: it asks again.
  await queryClient()
    .fetchQuery(trpc.user.get.queryOptions({ id }))
    .catch((error: unknown) => isMissing(error) && notFound());
  return (
    <Hydrate>
      <UserFrame id={id}>{props.children}</UserFrame>
    </Hydrate>
  );
}
