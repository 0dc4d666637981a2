"use client";

import { reportSeconds } from "@portcullis/domain/gateway";
import { useQuery } from "@tanstack/react-query";
import { Router } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/account/use-me.ts";
import { permissionRefusal } from "#features/user/disabled-reasons.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { useTRPC } from "#trpc/client.ts";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { useFocusAfterRemoval } from "#ui/focus.ts";
import { TableSkeleton } from "#ui/table/table.tsx";
import { AddGatewayButton } from "./add-gateway-dialog.tsx";
import { GatewayDialog, type GatewayQuestion } from "./gateway-dialog.tsx";
import { gatewaysQuery } from "./gateway-fields.ts";
import { GatewaysTable } from "./gateways-table.tsx";

/** The tenant's gateways, as they report. */
export function GatewaysView() {
  const t = useTranslations();
  const me = useMe();
  const list = useGateways();
  const [dialog, setDialog] = useState<GatewayQuestion | null>(null);
  const { holder, expectRemoval } = useFocusAfterRemoval<HTMLElement>();
  return (
    <>
      <PageHeader
        title={t("common.gateways")}
        description={t("gateway.theWireguardEndpointsThatDevices")}
        back={me.permissions.includes("tenant:read") ? { href: "/settings", label: t("common.settings") } : undefined}
        actions={<AddGatewayButton />}
      />
      {dialog && <GatewayDialog dialog={dialog} onClose={() => setDialog(null)} onRemoved={expectRemoval} />}
      <section ref={holder} tabIndex={-1} aria-label={t("gateway.listOfGateways")} className="outline-hidden">
        <QueryView
          query={list}
          failure={t("gateway.theGatewaysCouldNotBe")}
          skeleton={
            <TableSkeleton
              label={t("common.gateways")}
              columns={[
                t("common.name"),
                t("common.status"),
                t("gateway.peers"),
                t("gateway.cutOffLag"),
                t("gateway.version"),
              ]}
              rows={3}
            />
          }
          empty={
            <EmptyState icon={<Router />} title={t("gateway.noGatewaysYet")}>
              {t("gateway.devicesCannotConnectUntilThe")}
            </EmptyState>
          }
        >
          {(page) => (
            <>
              <GatewaysTable
                gateways={page.items}
                asOf={list.dataUpdatedAt}
                disabledReason={permissionRefusal(t, me, "gateway:write")}
                onAction={(action, gateway) => setDialog({ action, gateway })}
              />
              <p className="py-3 text-xs text-ink-muted">
                {t.rich("gateway.cutOffLagFromThe", {
                  first: () =>
                    page.nextCursor !== null && `${t("gateway.theFirstAreShownBy", { count: page.items.length })} `,
                })}
              </p>
            </>
          )}
        </QueryView>
      </section>
    </>
  );
}

/** The tenant's gateways, asked for again as often as their agents report, while somebody looks. */
function useGateways() {
  return useQuery({ ...useTRPC().gateway.list.queryOptions(gatewaysQuery), refetchInterval: reportSeconds * 1000 });
}
