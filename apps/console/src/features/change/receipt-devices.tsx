"use client";

import type { CascadeDetail, CascadeDevice } from "@portcullis/domain/cascade";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { shortId } from "#features/audit/phrase.ts";
import { useTRPC } from "#trpc/client.ts";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { PageGone, Pagination, useKeysetPages } from "#ui/table/pagination.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow, TableSkeleton } from "#ui/table/table.tsx";
import { ExactTimestamp } from "#ui/time.tsx";
import { duration } from "#ui/time-text.ts";
import { toListCascadeDevices } from "./receipts-search-params.ts";

/** Milliseconds between two looks while devices are being switched. */
const pollIntervalMs = 1000;

/** Each device and when it was switched. `all`: every one of them, to be printed in the place of a page. */
export function ReceiptDevices(props: { readonly cascade: CascadeDetail; readonly all: CascadeDevice[] | null }) {
  const { cascade, all } = props;
  const pages = useKeysetPages();
  const list = useQuery({
    ...useTRPC().cascade.devices.queryOptions(toListCascadeDevices(cascade.id, pages.cursor)),
    placeholderData: keepPreviousData,
    refetchInterval: cascade.status === "running" ? pollIntervalMs : false,
  });
  return (
    <QueryView
      query={list}
      failure="The devices could not be loaded"
      skeleton={<TableSkeleton label="Devices" columns={["Device", "Switched", "After"]} />}
      empty={null}
      pageGone={<PageGone onFirstPage={pages.toFirst}>The link belongs to another receipt.</PageGone>}
    >
      {({ items, total, nextCursor }) => (
        <section aria-labelledby="devices-of-receipt" className="mt-6">
          <h2 id="devices-of-receipt" className="mb-2 text-sm font-semibold">
            Devices
          </h2>
          <ReceiptDevicesTable devices={all ?? items} cascade={cascade} busy={list.isPlaceholderData} />
          {all === null && (
            <Pagination
              noun="device"
              total={total}
              shown={items.length}
              busy={list.isPlaceholderData}
              onPrevious={pages.previous}
              onNext={nextCursor === null ? null : () => pages.next(nextCursor)}
            />
          )}
        </section>
      )}
    </QueryView>
  );
}

const switched = { deactivate: "Switched off", reactivate: "Switched on", delete: "Switched off" } as const;

interface ReceiptDevicesTableProps {
  readonly devices: readonly CascadeDevice[];
  readonly cascade: CascadeDetail;
  readonly busy: boolean;
}

/** One row a device: which, when, and how long after the request. */
function ReceiptDevicesTable({ devices, cascade, busy }: ReceiptDevicesTableProps) {
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
