"use client";

import { reportSeconds } from "@portcullis/domain/gateway";
import { useQuery } from "@tanstack/react-query";
import { Router } from "lucide-react";
import { useState } from "react";
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
  const me = useMe();
  const list = useGateways();
  const [dialog, setDialog] = useState<GatewayQuestion | null>(null);
  const { holder, expectRemoval } = useFocusAfterRemoval<HTMLElement>();
  return (
    <>
      <PageHeader
        title="Gateways"
        description="The WireGuard endpoints that devices connect to. The agent on each hears at once who may connect, and reports every few seconds."
        back={me.permissions.includes("tenant:read") ? { href: "/settings", label: "Settings" } : undefined}
        actions={<AddGatewayButton />}
      />
      {dialog && <GatewayDialog dialog={dialog} onClose={() => setDialog(null)} onRemoved={expectRemoval} />}
      <section ref={holder} tabIndex={-1} aria-label="List of gateways" className="outline-hidden">
        <QueryView
          query={list}
          failure="The gateways could not be loaded"
          skeleton={
            <TableSkeleton label="Gateways" columns={["Name", "Status", "Peers", "Cut-off lag", "Version"]} rows={3} />
          }
          empty={
            <EmptyState icon={<Router />} title="No gateways yet">
              Devices cannot connect until the agent of a first gateway has reported.
            </EmptyState>
          }
        >
          {(page) => (
            <>
              <GatewaysTable
                gateways={page.items}
                asOf={list.dataUpdatedAt}
                disabledReason={permissionRefusal(me, "gateway:write")}
                onAction={(action, gateway) => setDialog({ action, gateway })}
              />
              <p className="py-3 text-xs text-ink-muted">
                {page.nextCursor !== null && `The first ${page.items.length} are shown, by name. `}
                Cut-off lag: from the newest change that took access away to the gateway’s confirmation.
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
