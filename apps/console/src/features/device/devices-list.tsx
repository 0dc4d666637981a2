"use client";

import type { AccountMe } from "@portcullis/domain/account";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import type { ReactNode } from "react";
import { StaleList } from "#ui/feedback/stale-list.tsx";
import { Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table-skeleton.tsx";
import type { DeviceDialogState } from "./device-dialog.tsx";
import { DevicesFailure } from "./devices-failure.tsx";
import { DevicesTable } from "./devices-table.tsx";
import { NoDeviceMatches } from "./no-device-matches.tsx";
import { NoSuchPage } from "./no-such-page.tsx";
import type { useDeviceSearch } from "./use-device-search.ts";
import type { useDevices } from "./use-devices.ts";

export interface DevicesListProps {
  readonly list: ReturnType<typeof useDevices>;
  readonly search: ReturnType<typeof useDeviceSearch>;
  readonly me: AccountMe;
  readonly owner: AuthorizationSubject | undefined;
  readonly showsUser: boolean;
  readonly empty: ReactNode;
  readonly onOpenDialog: (dialog: DeviceDialogState) => void;
}

/** The rows and their pages, or what stands in their place. */
export function DevicesList({
  list,
  search: { search, isNarrowed, ...move },
  empty,
  onOpenDialog,
  ...row
}: DevicesListProps) {
  const page = list.data;
  const failure = { error: list.error, retrying: list.isFetching, onRetry: () => void list.refetch() };
  if (!page) {
    if (list.isError) return <DevicesFailure {...failure} onFirstPage={move.toFirst} />;
    return <Loading />;
  }
  if (page.items.length === 0) {
    if (isNarrowed) return <NoDeviceMatches onClear={move.clear} />;
    if (list.isPlaceholderData) return <Loading />;
    return search.pages.length > 0 ? <NoSuchPage onFirstPage={move.toFirst} /> : empty;
  }
  const { nextCursor } = page;
  return (
    <>
      {list.isError && <StaleList {...failure} asOf={list.dataUpdatedAt} />}
      <DevicesTable
        {...row}
        devices={page.items}
        asOf={list.dataUpdatedAt}
        busy={list.isPlaceholderData}
        sort={search.sort}
        direction={search.direction}
        onSort={move.sortBy}
        onAction={(action, device) => onOpenDialog({ action, device })}
      />
      <Pagination
        noun="device"
        total={page.total}
        shown={page.items.length}
        busy={list.isFetching}
        onPrevious={move.previous}
        onNext={nextCursor === null ? null : () => move.next(nextCursor)}
      />
    </>
  );
}

function Loading() {
  return <TableSkeleton label="Devices" columns={["Name", "Connection", "Tunnel address", "Posture", "Last seen"]} />;
}
