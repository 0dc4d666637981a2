"use client";

import type { AccountMe } from "@portcullis/domain/account";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { describeApiError } from "#trpc/client.ts";
import { Button } from "#ui/button.tsx";
import { QueryFailure, StaleList } from "#ui/feedback/error-state.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { PageGone, Pagination } from "#ui/table/pagination.tsx";
import { TableSkeleton } from "#ui/table/table.tsx";
import type { DeviceDialogState } from "./device-dialog.tsx";
import { DevicesTable } from "./devices-table.tsx";
import type { useDeviceSearch, useDevices } from "./use-devices.ts";

interface DevicesListProps {
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

interface DevicesFailureProps {
  readonly error: unknown;
  readonly retrying: boolean;
  readonly onRetry: () => void;
  readonly onFirstPage: () => void;
}

/** The list could not be had at all. */
function DevicesFailure({ onFirstPage, ...failure }: DevicesFailureProps) {
  if (describeApiError(failure.error).data.reason === "cursor_invalid") return <NoSuchPage onFirstPage={onFirstPage} />;
  return <QueryFailure title="The devices could not be loaded" {...failure} />;
}

/** There are devices, but none that search and filters leave. */
function NoDeviceMatches({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No device matches"
      actions={<Button onClick={onClear}>Clear search and filters</Button>}
    >
      Try fewer letters or another filter.
    </EmptyState>
  );
}

function NoSuchPage({ onFirstPage }: { readonly onFirstPage: () => void }) {
  return (
    <PageGone onFirstPage={onFirstPage}>The devices on it were removed, or the link belongs to another list.</PageGone>
  );
}
