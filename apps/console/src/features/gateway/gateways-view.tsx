"use client";

import { Router } from "lucide-react";
import { useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { useFocusAfterRemoval } from "#features/device/use-focus-after-removal.ts";
import { permissionRefusal } from "#features/user/refusal.ts";
import { PageHeader } from "#shell/page-header.tsx";
import { EmptyState } from "#ui/feedback/empty-state.tsx";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { StaleList } from "#ui/feedback/stale-list.tsx";
import { TableSkeleton } from "#ui/table/table-skeleton.tsx";
import { AddGatewayButton } from "./add-gateway-button.tsx";
import { GatewayDialog, type GatewayQuestion } from "./gateway-dialog.tsx";
import { GatewaysTable } from "./gateways-table.tsx";
import { useGateways } from "./use-gateways.ts";

/** The tenant's gateways, as they report. */
export function GatewaysView() {
  const me = useMe();
  const list = useGateways();
  const [dialog, setDialog] = useState<GatewayQuestion | null>(null);
  const { holder, expectRemoval } = useFocusAfterRemoval<HTMLElement>();
  const page = list.data;
  const failure = { error: list.error, retrying: list.isFetching, onRetry: () => void list.refetch() };
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
        {!page ? (
          list.isError ? (
            <QueryFailure title="The gateways could not be loaded" {...failure} />
          ) : (
            <TableSkeleton label="Gateways" columns={["Name", "Status", "Peers", "Cut-off lag", "Version"]} rows={3} />
          )
        ) : page.items.length === 0 ? (
          <EmptyState icon={<Router />} title="No gateways yet">
            Devices cannot connect until the agent of a first gateway has reported.
          </EmptyState>
        ) : (
          <>
            {list.isError && <StaleList {...failure} asOf={list.dataUpdatedAt} />}
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
      </section>
    </>
  );
}
