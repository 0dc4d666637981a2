"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { useTRPC } from "#trpc/client.ts";
import { Skeleton } from "#ui/feedback/loading.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { ButtonLink } from "#ui/page-link.tsx";
import { Panel } from "#ui/panel.tsx";
import { LostDevicesPanel, NewDevicesPanel } from "./confirmed-setting-panel.tsx";
import { GeneralPanel } from "./general-panel.tsx";
import { OwnershipPanel } from "./ownership-panel.tsx";
import { SecondFactorPanel } from "./second-factor-panel.tsx";
import { UnreachablePanel } from "./unreachable-panel.tsx";

/** What holds for the whole tenant, and who owns it. */
export function SettingsView() {
  const t = useTranslations();
  const query = useQuery(useTRPC().tenant.get.queryOptions());
  return (
    <QueryView
      query={query}
      failure={t("tenant.theSettingsCouldNotBe")}
      skeleton={
        <div className="grid max-w-3xl gap-4">
          <Skeleton className="h-64 w-full" />
          <Skeleton className="h-40 w-full" />
          <Skeleton className="h-40 w-full" />
        </div>
      }
    >
      {(tenant) => (
        <div className="grid max-w-3xl gap-4">
          <GeneralPanel tenant={tenant} />
          <SecondFactorPanel tenant={tenant} />
          <NewDevicesPanel tenant={tenant} />
          <LostDevicesPanel tenant={tenant} />
          <GatewaysPanel />
          <PosturePanel />
          <UnreachablePanel key={Date.parse(tenant.updatedAt)} tenant={tenant} />
          <OwnershipPanel tenant={tenant} />
        </div>
      )}
    </QueryView>
  );
}

/** The way to the gateways, for whoever may see them. */
function GatewaysPanel() {
  const t = useTranslations();
  if (!useMe().permissions.includes("gateway:read")) return null;
  return (
    <Panel
      title={t("common.gateways")}
      actions={
        <ButtonLink size="sm" href="/settings/gateways">
          {t("tenant.seeGateways")}
        </ButtonLink>
      }
    >
      <p className="max-w-prose text-sm text-ink-muted">{t("tenant.theWireguardEndpointsThatDevices")}</p>
    </Panel>
  );
}

/** The way to the posture rules, for whoever sees the settings. */
function PosturePanel() {
  const t = useTranslations();
  return (
    <Panel
      title={t("common.posture")}
      actions={
        <ButtonLink size="sm" href="/settings/posture">
          {t("tenant.seeRules")}
        </ButtonLink>
      }
    >
      <p className="max-w-prose text-sm text-ink-muted">{t("tenant.howDevicesMustBeSecured")}</p>
    </Panel>
  );
}
