"use client";

import type { DeviceCause, DeviceDetail } from "@portcullis/domain/device/device";
import type { ReactNode } from "react";
import { RelativeTime } from "#ui/relative-time.tsx";
import { DeviceStatus, type ShownStatus } from "./device-status.tsx";
import { useDevicePresence } from "./use-device-presence.ts";

const causeLabel: Readonly<Record<DeviceCause, string>> = {
  admin: "by an administrator",
  user_deactivated: "with the user",
  user_deleted: "with the user",
  reported_lost: "reported lost",
};
const complianceLabels = { pending: "Its user is pending", inactive: "Its user is deactivated" } as const;

/** Whether the device is connected, may be, and since when it is not. */
export function DeviceConnection({ device, asOf }: { readonly device: DeviceDetail; readonly asOf: number }) {
  const status = useDevicePresence(device, asOf);
  if (device.cause !== null) {
    return (
      <Connection status={status}>
        {causeLabel[device.cause]} · <RelativeTime at={device.deactivatedAt} never="" />
      </Connection>
    );
  }
  if (device.user.status !== "active") {
    return <Connection status={status}>{complianceLabels[device.user.status]}</Connection>;
  }
  if (status === "waiting" || (status === "online" && !device.connection)) return <DeviceStatus status={status} />;
  if (status === "online") {
    return (
      <Connection status={status}>
        connected <RelativeTime at={device.connection?.since ?? null} never="" />
      </Connection>
    );
  }
  // From this width on, a column of its own says it.
  return (
    <Connection status={status} className="@min-[900px]/table:hidden">
      {device.lastConnection === null ? "never heard" : "last heard "}
      <RelativeTime at={device.lastConnection} never="" />
    </Connection>
  );
}

function Connection(props: { status: ShownStatus; children: ReactNode; className?: string }) {
  return (
    <span className="flex min-w-0 flex-col">
      <DeviceStatus status={props.status} />
      <span className={`pl-4 text-xs whitespace-nowrap text-ink-muted ${props.className ?? ""}`}>{props.children}</span>
    </span>
  );
}
