import type { Metadata } from "next";
import { gatewaysQuery } from "#features/gateway/gateway-fields.ts";
import { GatewaysView } from "#features/gateway/gateways-view.tsx";
import { translator } from "#i18n/translator.ts";
import { may } from "#server/session.ts";
import { api, Hydrate, prefetch } from "#server/trpc.tsx";
import { ForbiddenState } from "#ui/feedback/state-panel.tsx";

const t = translator();

export const metadata: Metadata = { title: t("common.gateways") };

export default async function GatewaysPage() {
  if (!(await may("gateway:read"))) {
    return <ForbiddenState heading="h1" title={t("page.youMayNotSeeThe5")} permission="gateway:read" />;
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
