import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadSessionPages, toListSessions } from "#features/session/session-list.ts";
import { UserSessions } from "#features/user/user-tabs.tsx";
import { translator } from "#i18n/translator.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.sessions") };

export default async function UserSessionsPage(props: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const [trpc, { id }, { pages }] = await Promise.all([api(), props.params, loadSessionPages(props.searchParams)]);
  await prefetch(trpc.session.list.queryOptions(toListSessions(id, pages.at(-1))));
  return (
    <Hydrate>
      <UserSessions />
    </Hydrate>
  );
}
