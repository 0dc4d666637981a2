"use client";

import type { AuthorizationSubject } from "@portcullis/domain/user/governance";
import { type ReactNode, useState } from "react";
import { useMe } from "#features/account/use-me.ts";
import { SearchInput } from "#ui/form/search-input.tsx";
import { DeviceDialog, type DeviceDialogState } from "./device-dialog.tsx";
import { DevicesFilters } from "./devices-filters.tsx";
import { DevicesList } from "./devices-list.tsx";
import { useDeviceSearch } from "./use-device-search.ts";
import { useDevices } from "./use-devices.ts";
import { useFocusAfterRemoval } from "./use-focus-after-removal.ts";

export interface DevicesViewProps {
  /** Whose devices; undefined means everybody's, and then each row names its owner. */
  readonly userId?: string | undefined;
  /** That person's rights, where they are known. */
  readonly owner?: AuthorizationSubject | undefined;
  /** Stands at the end of the search's line. */
  readonly actions?: ReactNode | undefined;
  /** Shown instead of the list where there is no device at all. */
  readonly empty: ReactNode;
}

/** A list of devices: search, filters, sort and pages, all of it in the URL, and what can be done to each. */
export function DevicesView({ userId, owner, actions, empty }: DevicesViewProps) {
  const me = useMe();
  const search = useDeviceSearch();
  const list = useDevices(search.search, userId);
  const [dialog, setDialog] = useState<DeviceDialogState | null>(null);
  const { holder, expectRemoval } = useFocusAfterRemoval<HTMLElement>();
  return (
    <div className="@container/devices">
      {dialog && <DeviceDialog dialog={dialog} me={me} owner={owner} onChange={setDialog} onRemoved={expectRemoval} />}
      <div className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
        <SearchInput
          label="Search devices"
          placeholder={userId === undefined ? "Search name or user" : "Search name"}
          className="col-span-2 sm:w-72"
          value={search.search.q}
          busy={list.isFetching && list.isPlaceholderData}
          onChange={(q) => search.narrow({ q })}
        />
        <DevicesFilters search={search.search} onChange={search.narrow} />
        {actions !== undefined && <div className="flex justify-end sm:ml-auto">{actions}</div>}
      </div>
      <section ref={holder} tabIndex={-1} aria-label="List of devices" className="outline-hidden">
        <DevicesList
          list={list}
          search={search}
          me={me}
          owner={owner}
          showsUser={userId === undefined}
          empty={empty}
          onOpenDialog={setDialog}
        />
      </section>
    </div>
  );
}
