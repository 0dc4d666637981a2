import type { DeviceDetail } from "@portcullis/domain/device/device";
import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import { useNow } from "#ui/clock.tsx";
import type { ShownStatus } from "./device-status.tsx";

/**
 * A device's status as it may be shown now. "Online" is never said from a report older than the time for which it holds.
 * Counted from `asOf`, when the report arrived, and not from the device's last connection: the reader's clock may be wrong.
 */
export function useDevicePresence(device: DeviceDetail, asOf: number): ShownStatus {
  const age = useNow() - asOf;
  if (device.active && device.approvedAt === null) return "waiting";
  return device.status === "online" && age >= onlineWithinSeconds * 1000 ? "offline" : device.status;
}
