import type { Metadata } from "next";
import { UnconfirmedView } from "#components/receipt/unconfirmed-view.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { ForbiddenState } from "#components/ui/forbidden-state.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

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
