"use client";

import type { DeviceDetail } from "@portcullis/domain/device/device";
import { type DeviceStatus, onlineWithinSeconds } from "@portcullis/domain/device/presence";
import { useNow } from "#components/ui/clock.tsx";

/**
 * A device's status as it may be shown now. "Online" is never said from a report older than the time for which it holds.
 * Counted from `asOf`, when the report arrived, and not from the device's last connection: the reader's clock may be wrong.
 */
export function useDevicePresence(device: DeviceDetail, asOf: number): DeviceStatus {
  const age = useNow() - asOf;
  return device.status === "online" && age >= onlineWithinSeconds * 1000 ? "offline" : device.status;
}
