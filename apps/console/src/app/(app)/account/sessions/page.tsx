import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { OwnSessions } from "#features/account/own-sessions.tsx";
import { loadSessionPages, toListSessions } from "#features/session/session-list.ts";
import { translator } from "#i18n/translator.ts";
import { requirePrincipal } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

const t = translator();

export const metadata: Metadata = { title: t("page.yourSessions") };

export default async function OwnSessionsPage(props: { searchParams: Promise<SearchParams> }) {
  const [trpc, { userId }, { pages }] = await Promise.all([
    api(),
    requirePrincipal(),
    loadSessionPages(props.searchParams),
  ]);
  await prefetch(trpc.session.list.queryOptions(toListSessions(userId, pages.at(-1))));
  return (
    <Hydrate>
      <OwnSessions />
    </Hydrate>
  );
}
