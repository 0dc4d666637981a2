import type { CascadeDetail, CascadeDevice } from "@portcullis/domain/cascade";
import { shortId } from "#features/audit/phrase.ts";
import { ExactTimestamp } from "#ui/exact-timestamp.tsx";
import { Table, TableBody, TableHead } from "#ui/table/table.tsx";
import { TableCell } from "#ui/table/table-cell.tsx";
import { TableHeading } from "#ui/table/table-heading.tsx";
import { TableRow } from "#ui/table/table-row.tsx";
import { duration } from "./duration.ts";

const switched = { deactivate: "Switched off", reactivate: "Switched on", delete: "Switched off" } as const;

export interface ReceiptDevicesTableProps {
  readonly devices: readonly CascadeDevice[];
  readonly cascade: CascadeDetail;
  readonly busy: boolean;
}

/** One row a device: which, when, and how long after the request. */
export function ReceiptDevicesTable({ devices, cascade, busy }: ReceiptDevicesTableProps) {
  return (
    <Table label="Devices" busy={busy} titleWidth="40%">
      <TableHead>
        <TableHeading kind="title">Device</TableHeading>
        <TableHeading>{switched[cascade.kind]}</TableHeading>
        <TableHeading align="end">After the request</TableHeading>
      </TableHead>
      <TableBody>
        {devices.map(({ deviceId, name, publicKey, addresses, switchedAt }) => (
          <TableRow key={deviceId}>
            <TableCell label="Device" kind="title">
              <span className="block truncate font-medium" title={name ?? deviceId}>
                {name ?? (
                  <>
                    a removed device <span className="font-mono text-xs font-normal">{shortId(deviceId)}</span>
                  </>
                )}
              </span>
              {publicKey !== null && (
                <code className="block font-mono text-xs wrap-anywhere text-ink-muted">{publicKey}</code>
              )}
              <code className="block font-mono text-xs wrap-anywhere text-ink-muted">
                {addresses.length > 0 ? addresses.join(", ") : deviceId}
              </code>
            </TableCell>
            <TableCell label={switched[cascade.kind]}>
              <ExactTimestamp at={switchedAt} />
            </TableCell>
            <TableCell label="After the request" align="end">
              {duration(Math.max(0, switchedAt.getTime() - cascade.requestedAt.getTime()))}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
