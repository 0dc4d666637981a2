import type { CascadeDetail } from "@portcullis/domain/cascade";
import { displayName } from "@portcullis/domain/user/display-name";
import { PageLink } from "#ui/page-link.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { Table, TableBody, TableHead } from "#ui/table/table.tsx";
import { TableCell } from "#ui/table/table-cell.tsx";
import { TableHeading } from "#ui/table/table-heading.tsx";
import { TableRow } from "#ui/table/table-row.tsx";
import { cascadeNames } from "./cascade-names.ts";
import { CascadeStatus } from "./cascade-status.tsx";
import { duration } from "./duration.ts";

export interface ReceiptsTableProps {
  readonly cascades: readonly CascadeDetail[];
  readonly busy: boolean;
}

/** One row a lifecycle change: of whom, how far, by whom, how fast. */
export function ReceiptsTable({ cascades, busy }: ReceiptsTableProps) {
  return (
    <Table label="Receipts" busy={busy} titleWidth="34%">
      <TableHead>
        <TableHeading kind="title">Change</TableHeading>
        <TableHeading>Status</TableHeading>
        <TableHeading align="end">Devices</TableHeading>
        <TableHeading from="md">Requested by</TableHeading>
        <TableHeading>Requested</TableHeading>
        <TableHeading align="end" from="lg">
          Total time
        </TableHeading>
      </TableHead>
      <TableBody>
        {cascades.map((cascade) => (
          <ReceiptRow key={cascade.id} cascade={cascade} />
        ))}
      </TableBody>
    </Table>
  );
}

function ReceiptRow({ cascade }: { readonly cascade: CascadeDetail }) {
  const { id, kind, state, user, requestedBy, reason, devicesDone, devicesTotal, elapsedMs } = cascade;
  return (
    <TableRow href={`/cascades/${id}`}>
      <TableCell label="Change" kind="title">
        <PageLink href={`/cascades/${id}`} className="block truncate font-medium">
          {cascadeNames[kind]} of {user ? displayName(user) : "a deleted person"}
        </PageLink>
        {user && <span className="block truncate text-xs text-ink-muted">{user.email}</span>}
        {reason && <span className="block truncate text-xs text-ink-muted">{reason}</span>}
      </TableCell>
      <TableCell label="Status">
        <CascadeStatus state={state} />
      </TableCell>
      <TableCell label="Devices" align="end">
        <span>
          {devicesDone.toLocaleString("en")}
          <span className="text-ink-faint"> of {devicesTotal.toLocaleString("en")}</span>
        </span>
      </TableCell>
      <TableCell label="Requested by" from="md" card="shown">
        {requestedBy ? (requestedBy.name ?? "a deleted person") : "The operator"}
      </TableCell>
      <TableCell label="Requested">
        <RelativeTime at={cascade.requestedAt} />
      </TableCell>
      <TableCell label="Total time" align="end" from="lg" card="shown">
        {elapsedMs === null ? <span className="text-ink-faint">–</span> : duration(elapsedMs)}
      </TableCell>
    </TableRow>
  );
}
