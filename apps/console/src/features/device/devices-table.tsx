"use client";

import type { DeviceSort } from "@portcullis/domain/device/device-sort";
import type { SortDirection } from "@portcullis/domain/sort";
import { Table, TableBody, TableHead } from "#ui/table/table.tsx";
import { TableHeading } from "#ui/table/table-heading.tsx";
import { DeviceRow, type DeviceRowProps } from "./device-row.tsx";

export type DevicesTableProps = Omit<DeviceRowProps, "device"> & {
  readonly devices: readonly DeviceRowProps["device"][];
  readonly busy: boolean;
  readonly sort: DeviceSort;
  readonly direction: SortDirection;
  readonly onSort: (sort: DeviceSort) => void;
};

/** One row a device: which machine, whose, connected or not and why, how safe. */
export function DevicesTable({ devices, busy, sort, direction, onSort, ...row }: DevicesTableProps) {
  const sorting = (by: DeviceSort) => ({ sort: sort === by ? direction : null, onSort: () => onSort(by) });
  return (
    <Table label="Devices" busy={busy} titleWidth={row.showsUser ? "24%" : "30%"}>
      <TableHead>
        <TableHeading kind="title" {...sorting("name")}>
          Name
        </TableHeading>
        {row.showsUser && <TableHeading>User</TableHeading>}
        <TableHeading>Connection</TableHeading>
        <TableHeading from="lg">Gateway</TableHeading>
        <TableHeading from="xl">Tunnel address</TableHeading>
        <TableHeading>Posture</TableHeading>
        <TableHeading from="lg" {...sorting("lastConnection")}>
          Last seen
        </TableHeading>
        <TableHeading from="2xl" {...sorting("createdAt")}>
          Enrolled
        </TableHeading>
        <TableHeading kind="menu">
          <span className="sr-only">Actions</span>
        </TableHeading>
      </TableHead>
      <TableBody>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} {...row} />
        ))}
      </TableBody>
    </Table>
  );
}
