import type { CascadeDetail } from "@portcullis/domain/cascade";
import { gatewayName } from "#features/gateway/gateway-text.ts";
import { UnconfirmedActions } from "#features/gateway/unconfirmed-actions.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "#ui/table/table.tsx";
import { duration } from "#ui/time-text.ts";
import { AcknowledgementLine } from "./acknowledgement-line.tsx";

/** One row a gateway: when its word came that all of the person's devices are off its interface. */
export function ReceiptGateways({ cascade }: { readonly cascade: CascadeDetail }) {
  if (cascade.gateways.length === 0) return null;
  return (
    <section aria-labelledby="gateways-of-receipt" className="mt-6">
      <h2 id="gateways-of-receipt" className="mb-2 text-sm font-semibold">
        Gateways
      </h2>
      <Table label="Gateways" titleWidth="40%">
        <TableHead>
          <TableHeading kind="title">Gateway</TableHeading>
          <TableHeading>Confirmed</TableHeading>
          <TableHeading align="end">After the request</TableHeading>
        </TableHead>
        <TableBody>
          {cascade.gateways.map((gateway) => (
            <TableRow key={gateway.id}>
              <TableCell label="Gateway" kind="title">
                <span className="block truncate font-medium">{gatewayName(gateway)}</span>
                <code className="block truncate font-mono text-xs text-ink-muted">{gateway.id}</code>
              </TableCell>
              <TableCell label="Confirmed">
                <AcknowledgementLine gateway={gateway} at={cascade.requestedAt} />
                {cascade.state !== "superseded" && <UnconfirmedActions changeId={cascade.id} gateway={gateway} />}
              </TableCell>
              <TableCell label="After the request" align="end">
                {gateway.confirmedAt ? (
                  duration(Math.max(0, gateway.confirmedAt.getTime() - cascade.requestedAt.getTime()))
                ) : (
                  <span className="text-ink-faint">–</span>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
