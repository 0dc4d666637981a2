"use client";

import {
  type GatewayItem,
  type GatewayPolicy,
  type GatewayStatus,
  gatewaySilentAfterSeconds,
} from "@portcullis/domain/gateway";
import { isSimulatedVersion } from "@portcullis/domain/simulated-gateway";
import { Badge } from "#ui/badge.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Status } from "#ui/status.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { RelativeTime, useNow } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";
import type { GatewayAction } from "./gateway-dialog.tsx";
import { GatewayMenu } from "./gateway-menu.tsx";
import { gatewayVariant } from "./gateway-text.ts";

interface GatewaysTableProps {
  readonly gateways: readonly GatewayItem[];
  /** When the list arrived, in milliseconds. */
  readonly asOf: number;
  readonly disabledReason: string | undefined;
  readonly onAction: (action: GatewayAction, gateway: GatewayItem) => void;
}

const unknown = <span className="text-ink-faint">–</span>;

/** One row a gateway: where it is, whether it speaks, how much it carries and how fast it cuts off. */
export function GatewaysTable({ gateways, asOf, disabledReason, onAction }: GatewaysTableProps) {
  return (
    <Table label="Gateways" titleWidth="30%">
      <TableHead>
        <TableHeading kind="title">Name</TableHeading>
        <TableHeading>Status</TableHeading>
        <TableHeading align="end">Peers</TableHeading>
        <TableHeading align="end">Cut-off lag</TableHeading>
        <TableHeading>Without the console</TableHeading>
        <TableHeading from="md">Version</TableHeading>
        <TableHeading kind="menu">
          <span className="sr-only">Actions</span>
        </TableHeading>
      </TableHead>
      <TableBody>
        {gateways.map((gateway) => (
          <TableRow key={gateway.id}>
            <TableCell label="Name" kind="title">
              <span className="flex items-center gap-2">
                <span className="truncate font-medium" title={gateway.name}>
                  {gateway.name}
                </span>
                {isSimulatedVersion(gateway.version) && <Badge tone="outline">Simulated</Badge>}
              </span>
              <span
                className="block font-mono text-xs wrap-anywhere text-ink-muted @min-[640px]/table:truncate"
                title={gateway.endpoint}
              >
                {gateway.endpoint}
              </span>
            </TableCell>
            <TableCell label="Status">
              <GatewayStatusCell gateway={gateway} asOf={asOf} />
            </TableCell>
            <TableCell label="Peers" align="end">
              {gateway.peers?.toLocaleString("en") ?? unknown}
            </TableCell>
            <TableCell label="Cut-off lag" align="end">
              {gateway.lagMs === null ? unknown : duration(gateway.lagMs)}
              {gateway.unconfirmed > 0 && (
                <PageLink
                  href="/cascades/unconfirmed"
                  className="block text-xs text-warning-ink underline-offset-2 hover:underline"
                >
                  {gateway.unconfirmed.toLocaleString("en")} not confirmed
                </PageLink>
              )}
            </TableCell>
            <TableCell label="Without the console">
              <PolicyText gateway={gateway} />
            </TableCell>
            <TableCell label="Version" from="md" card="shown">
              {gateway.version ?? unknown}
            </TableCell>
            <TableCell label="Actions" kind="menu">
              <GatewayMenu
                gateway={gateway}
                disabledReason={disabledReason}
                onAction={(action) => onAction(action, gateway)}
              />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Whether its agent speaks, and when it last did. */
function GatewayStatusCell({ gateway, asOf }: { readonly gateway: GatewayItem; readonly asOf: number }) {
  const status = useGatewayStatus(gateway, asOf);
  const silentMs = useNow() - (gateway.lastReport?.getTime() ?? Number.POSITIVE_INFINITY);
  const { tone, label } = gatewayVariant(status, silentMs);
  return (
    <span className="flex flex-col">
      <Status tone={tone}>{label}</Status>
      {gateway.closedAt !== null && (
        <span className="text-xs text-warning-ink">
          Closed <RelativeTime at={gateway.closedAt} />
        </span>
      )}
      <span className="text-xs text-ink-muted">
        {gateway.lastReport === null ? (
          "Agent not started yet"
        ) : (
          <>
            Last heard <RelativeTime at={gateway.lastReport} />
          </>
        )}
      </span>
    </span>
  );
}

/** What a gateway does without the console: its setting, and what its agent has where that is another one. */
function PolicyText({ gateway: { policy, appliedPolicy } }: { readonly gateway: GatewayItem }) {
  const wanted = policy === null ? null : policyText(policy);
  const applied = appliedPolicy === null ? null : policyText(appliedPolicy);
  if (wanted === null) {
    return (
      <span className="block">
        {applied ?? "As the tenant’s settings say"}
        {applied !== null && <span className="block text-xs text-ink-muted">The tenant’s setting</span>}
      </span>
    );
  }
  return (
    <span className="block">
      {wanted}
      {applied !== null && applied !== wanted && (
        <span className="block text-xs text-warning-ink">Its agent still has: {applied}</span>
      )}
    </span>
  );
}

function policyText({ unreachable, graceSeconds }: GatewayPolicy): string {
  return unreachable === "keep" ? "Keeps everybody" : `Disconnects everybody after ${duration(graceSeconds * 1000)}`;
}

/**
 * A gateway's status as it may be shown now. "Reporting" is never said from an answer older than the time for which it holds.
 * Counted from `asOf`, when the answer arrived, and not from the last report: the reader's clock may be wrong.
 */
function useGatewayStatus({ status }: GatewayItem, asOf: number): GatewayStatus {
  const age = useNow() - asOf;
  return status === "reporting" && age >= gatewaySilentAfterSeconds * 1000 ? "silent" : status;
}
