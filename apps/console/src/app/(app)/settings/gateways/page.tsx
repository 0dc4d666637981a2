import type { Metadata } from "next";
import { gatewaysQuery } from "#components/gateways/gateways-query.ts";
import { GatewaysView } from "#components/gateways/gateways-view.tsx";
import { ForbiddenState } from "#components/ui/forbidden-state.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";

export const metadata: Metadata = { title: "Gateways" };

export default async function GatewaysPage() {
  if (!(await may("gateway:read"))) {
    return <ForbiddenState heading="h1" title="You may not see the gateways" permission="gateway:read" />;
  }
  const trpc = await api();
  await Promise.all([
    prefetch(trpc.account.me.queryOptions()),
    prefetch(trpc.gateway.list.queryOptions(gatewaysQuery)),
  ]);
  return (
    <Hydrate>
      <GatewaysView />
    </Hydrate>
  );
}
