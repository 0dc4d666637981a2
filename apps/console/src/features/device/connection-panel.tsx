"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { type Detail, DetailList } from "#ui/detail-list.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/relative-time.tsx";
import { ConnectionHistory } from "./connection-history.tsx";
import { DeviceStatus, type ShownStatus } from "./device-status.tsx";
import { trafficText } from "./traffic-text.ts";
import { useDevicePresence } from "./use-device-presence.ts";

/** Whether the device is connected, through what and since when, how much went through, and when it was before. */
export function ConnectionPanel({ device, asOf }: { readonly device: DeviceDetail; readonly asOf: number }) {
  const status = useDevicePresence(device, asOf);
  const { connection } = device;
  return (
    <Panel title="Connection">
      {connection === null ? (
        <p className="text-sm text-ink-muted">No gateway has heard of this device yet.</p>
      ) : (
        <DetailList details={detailsOf(connection, status)} />
      )}
      <ConnectionHistory id={device.id} isOnline={status === "online"} />
    </Panel>
  );
}

function detailsOf(connection: NonNullable<DeviceDetail["connection"]>, status: ShownStatus): Detail[] {
  const isOnline = status === "online";
  return [
    {
      term: "Status",
      value: (
        <span className="flex flex-wrap gap-x-2">
          <DeviceStatus status={status} />
          <span className="text-ink-muted">
            {isOnline ? "connected " : "last heard "}
            <RelativeTime at={isOnline ? connection.since : connection.lastHandshake} focusable />
          </span>
        </span>
      ),
    },
    { term: isOnline ? "Gateway" : "Last gateway", value: connection.gateway.name },
    {
      term: "Endpoint",
      value: connection.endpoint ? (
        <code className="font-mono text-xs">{connection.endpoint}</code>
      ) : (
        <span className="text-ink-faint">Not known</span>
      ),
    },
    {
      term: "Traffic",
      value: `${trafficText(connection.received)} from it, ${trafficText(connection.sent)} to it, in this connection`,
    },
  ];
}
