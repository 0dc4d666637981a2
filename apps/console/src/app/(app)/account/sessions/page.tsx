import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { OwnSessions } from "#features/account/own-sessions.tsx";
import { loadSessionPages, toListSessions } from "#features/session/session-list.ts";
import { requirePrincipal } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export const metadata: Metadata = { title: "Your sessions" };

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
