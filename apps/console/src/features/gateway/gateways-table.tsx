"use client";

import type { GatewayItem } from "@portcullis/domain/gateway";
import { isSimulatedVersion } from "@portcullis/domain/simulated-gateway";
import { duration } from "#features/change/duration.ts";
import { Badge } from "#ui/badge.tsx";
import { PageLink } from "#ui/page-link.tsx";
import { Table, TableBody, TableHead } from "#ui/table/table.tsx";
import { TableCell } from "#ui/table/table-cell.tsx";
import { TableHeading } from "#ui/table/table-heading.tsx";
import { TableRow } from "#ui/table/table-row.tsx";
import type { GatewayAction } from "./gateway-dialog.tsx";
import { GatewayMenu } from "./gateway-menu.tsx";
import { GatewayStatus } from "./gateway-status.tsx";
import { PolicyText } from "./policy-text.tsx";

export interface GatewaysTableProps {
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
              <GatewayStatus gateway={gateway} asOf={asOf} />
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
