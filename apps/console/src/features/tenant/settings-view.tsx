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
  const seesGateways = useMe().permissions.includes("gateway:read");
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
          {seesGateways && (
            <LinkPanel title={t("common.gateways")} href="/settings/gateways" label={t("tenant.seeGateways")}>
              {t("tenant.theWireguardEndpointsThatDevices")}
            </LinkPanel>
          )}
          <LinkPanel title={t("common.posture")} href="/settings/posture" label={t("tenant.seeRules")}>
            {t("tenant.howDevicesMustBeSecured")}
          </LinkPanel>
          <UnreachablePanel key={tenant.updatedAt} tenant={tenant} />
          <OwnershipPanel tenant={tenant} />
        </div>
      )}
    </QueryView>
  );
}

/** The way to settings that have a page of their own. */
function LinkPanel(props: { title: string; href: string; label: string; children: string }) {
  return (
    <Panel
      title={props.title}
      actions={
        <ButtonLink size="sm" href={props.href}>
          {props.label}
        </ButtonLink>
      }
    >
      <p className="max-w-prose text-sm text-ink-muted">{props.children}</p>
    </Panel>
  );
}
