"use client";

import type { DeviceSort } from "@portcullis/domain/device/device-sort";
import { platforms } from "@portcullis/domain/device/platform";
import { deviceStatuses } from "@portcullis/domain/device/presence";
import type { SortDirection } from "@portcullis/domain/sort";
import { Select } from "#ui/form/select.tsx";
import { type DeviceSearch, soughtCompliances } from "./device-search-params.ts";
import { platformNames } from "./device-text.ts";

const any = "any";
const waiting = "waiting";
const statusNames = { online: "Online", offline: "Offline", deactivated: "Deactivated" } as const;

const complianceNames = { compliant: "Compliant", non_compliant: "Not compliant", unknown: "Unknown" } as const;

/** The orders that a card's reader chooses from, who has no headings to click. */
const orders: readonly { label: string; sort: DeviceSort; direction: SortDirection }[] = [
  { label: "By name", sort: "name", direction: "asc" },
  { label: "Last seen first", sort: "lastConnection", direction: "desc" },
  { label: "Longest unseen first", sort: "lastConnection", direction: "asc" },
  { label: "Newest first", sort: "createdAt", direction: "desc" },
  { label: "Oldest first", sort: "createdAt", direction: "asc" },
  { label: "By name, from Z", sort: "name", direction: "desc" },
];

/** What narrows the list and, where it is shown as cards, what orders it. */
export function DevicesFilters(props: { search: DeviceSearch; onChange: (change: Partial<DeviceSearch>) => void }) {
  const { search, onChange } = props;
  const order = orders.findIndex(({ sort, direction }) => sort === search.sort && direction === search.direction);
  return (
    <>
      <Select
        label="Connection"
        className="sm:w-48"
        value={search.waiting ? waiting : (search.status[0] ?? any)}
        options={[
          { value: any, label: "Any connection" },
          ...deviceStatuses.map((status) => ({ value: status, label: statusNames[status] })),
          { value: waiting, label: "Waiting for approval" },
        ]}
        onValueChange={(value) =>
          onChange({ status: deviceStatuses.filter((status) => status === value), waiting: value === waiting })
        }
      />
      <Select
        label="Posture"
        className="sm:w-36"
        value={search.posture[0] ?? any}
        options={[
          { value: any, label: "Any posture" },
          ...soughtCompliances.map((one) => ({ value: one, label: complianceNames[one] })),
        ]}
        onValueChange={(value) => onChange({ posture: soughtCompliances.filter((one) => one === value) })}
      />
      <Select
        label="Platform"
        className="sm:w-36"
        value={search.platform[0] ?? any}
        options={[
          { value: any, label: "Any platform" },
          ...platforms.map((platform) => ({ value: platform, label: platformNames[platform] })),
        ]}
        onValueChange={(value) => onChange({ platform: platforms.filter((platform) => platform === value) })}
      />
      <span className="grid @min-[640px]/devices:hidden">
        <Select
          label="Order"
          className="w-full sm:w-44"
          value={String(order)}
          options={orders.map(({ label }, at) => ({ value: String(at), label }))}
          onValueChange={(value) => {
            const chosen = orders[Number(value)];
            if (chosen) onChange({ sort: chosen.sort, direction: chosen.direction });
          }}
        />
      </span>
    </>
  );
}
