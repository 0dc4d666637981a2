import type { Metadata } from "next";
import { gatewaysQuery } from "#features/gateway/gateway-fields.ts";
import { GatewaysView } from "#features/gateway/gateways-view.tsx";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

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
