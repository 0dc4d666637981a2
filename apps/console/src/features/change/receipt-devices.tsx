"use client";

import type { CascadeDetail, CascadeDevice } from "@portcullis/domain/cascade";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { describeApiError } from "#trpc/api-error.ts";
import { useTRPC } from "#trpc/client.ts";
import { QueryFailure } from "#ui/feedback/query-failure.tsx";
import { PageGone } from "#ui/table/page-gone.tsx";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table-skeleton.tsx";
import { useKeysetPages } from "#ui/table/use-keyset-pages.ts";
import { ReceiptDevicesTable } from "./receipt-devices-table.tsx";
import { toListCascadeDevices } from "./receipt-search-params.ts";

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
  if (!list.data) {
    if (!list.isError) return <TableSkeleton label="Devices" columns={["Device", "Switched", "After"]} />;
    if (describeApiError(list.error).data.reason === "cursor_invalid") {
      return <PageGone onFirstPage={pages.toFirst}>The link belongs to another receipt.</PageGone>;
    }
    return (
      <QueryFailure
        title="The devices could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
      />
    );
  }
  const { items, total, nextCursor } = list.data;
  if (items.length === 0) return null;
  return (
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
  );
}
