"use client";

import type { AccountMe } from "@portcullis/domain/account";
import type { DeviceFilter } from "@portcullis/domain/device/device";
import type { Total } from "@portcullis/domain/page";
import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SelectionBar } from "#features/bulk/selection-bar.tsx";
import { Button } from "#ui/button.tsx";
import { QueryView } from "#ui/feedback/query-view.tsx";
import { EmptyState } from "#ui/feedback/state-panel.tsx";
import { PageGone, Pagination } from "#ui/table/pagination.tsx";
import type { Selection } from "#ui/table/selection.ts";
import { TableSkeleton } from "#ui/table/table.tsx";
import type { DeviceDialogState } from "./device-dialog.tsx";
import { DevicesTable } from "./devices-table.tsx";
import type { useDeviceSearch, useDevices } from "./use-devices.ts";

interface DeviceSelection {
  readonly selection: Selection;
  readonly filter: DeviceFilter;
}

interface DevicesListProps {
  readonly list: ReturnType<typeof useDevices>;
  readonly total: Total | undefined;
  readonly search: ReturnType<typeof useDeviceSearch>;
  readonly me: AccountMe;
  readonly owner: AuthorizationSubject | undefined;
  readonly showsUser: boolean;
  readonly empty: ReactNode;
  readonly selection: DeviceSelection | undefined;
  readonly onOpenDialog: (dialog: DeviceDialogState) => void;
}

/** The rows and their pages, or what stands in their place. */
export function DevicesList({
  list,
  total,
  search: { search, isNarrowed, ...move },
  empty,
  selection,
  onOpenDialog,
  ...row
}: DevicesListProps) {
  const t = useTranslations();
  const noSuchPage = <PageGone onFirstPage={move.toFirst}>{t("device.theDevicesOnItWere")}</PageGone>;
  const loading = (
    <TableSkeleton
      label={t("common.devices")}
      columns={[
        t("common.name"),
        t("device.connection"),
        t("device.tunnelAddress"),
        t("common.posture"),
        t("common.lastSeen"),
      ]}
    />
  );
  const whyEmpty = isNarrowed ? (
    <NoDeviceMatches onClear={move.clear} />
  ) : list.isPlaceholderData ? (
    loading
  ) : search.pages.length > 0 ? (
    noSuchPage
  ) : (
    empty
  );
  return (
    <QueryView
      query={list}
      failure={t("common.theDevicesCouldNotBe")}
      skeleton={loading}
      empty={whyEmpty}
      pageGone={noSuchPage}
    >
      {({ items, nextCursor }) => (
        <>
          <DevicesTable
            {...row}
            devices={items}
            asOf={list.dataUpdatedAt}
            busy={list.isPlaceholderData}
            sort={search.sort}
            direction={search.direction}
            selection={selection?.selection}
            onSort={move.sortBy}
            onAction={(action, device) => onOpenDialog({ action, device })}
          />
          <Pagination
            noun="device"
            total={total}
            shown={items.length}
            busy={list.isFetching}
            onPrevious={move.previous}
            onNext={nextCursor === null ? null : () => move.next(nextCursor)}
          />
          {selection && (
            <SelectionBar
              member="device"
              selection={selection.selection}
              page={items.map(({ id }) => id)}
              total={total}
              matching={{ by: "devices", filter: selection.filter }}
            />
          )}
        </>
      )}
    </QueryView>
  );
}

/** There are devices, but none that search and filters leave. */
function NoDeviceMatches({ onClear }: { readonly onClear: () => void }) {
  const t = useTranslations();
  return (
    <EmptyState
      icon={<SearchX />}
      title={t("device.noDeviceMatches")}
      actions={<Button onClick={onClear}>{t("common.clearSearchAndFilters")}</Button>}
    >
      {t("common.tryFewerLettersOrAnother")}
    </EmptyState>
  );
}
