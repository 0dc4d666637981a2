import type { Metadata } from "next";
import { UnconfirmedView } from "#features/change/unconfirmed-view.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { PageHeader } from "#shell/page-header.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

export const metadata: Metadata = { title: "Cut-offs not confirmed" };

export default async function UnconfirmedPage() {
  if (!(await may("user:read"))) {
    return <ForbiddenState heading="h1" title="You may not see the receipts" permission="user:read" />;
  }
  const trpc = await api();
  await prefetch(trpc.cascade.unconfirmed.queryOptions({}));
  return (
    <Hydrate>
      <PageHeader
        title="Cut-offs not confirmed"
        back={{ href: "/cascades", label: "Receipts" }}
        description="Access that was revoked, but that a gateway has not confirmed removing: devices may still be connected there."
      />
      <UnconfirmedView />
    </Hydrate>
  );
}
