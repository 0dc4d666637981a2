import type { Timestamp } from "../timestamp.ts";
import type { AccessDenial } from "./access.ts";

/**
 * A device is online while it was heard from within this many seconds.
 * WireGuard makes no packet valid under a session older than 180 s (REJECT_AFTER_TIME, whitepaper §6.1).
 */
export const onlineWithinSeconds = 180;

/** Days for which the connections of a device are kept once they are over. */
export const connectionsKeptDays = 7;

/** Devices that one event of the stream names at most; with more of them, everything is read again. */
export const presenceChangesMax = 200;

export const presences = ["online", "offline"] as const;
export type Presence = (typeof presences)[number];

export const deviceStatuses = ["online", "offline", "deactivated"] as const;
export type DeviceStatus = (typeof deviceStatuses)[number];

interface Reachable {
  readonly denials: readonly AccessDenial[];
  readonly lastConnection: Timestamp | null;
}

/** For display, derived and never stored: being switched off hides presence. */
export function deviceStatus(device: Reachable & { readonly active: boolean }, now: Date): DeviceStatus {
  if (!device.active) return "deactivated";
  return isOnline(device, now) ? "online" : "offline";
}

/** Whether a device may connect and was heard from lately: `is_online` of the database; a test holds the two together. */
export function isOnline({ denials, lastConnection }: Reachable, now: Date): boolean {
  const silentFor = lastConnection ? now.getTime() - Date.parse(lastConnection) : Number.POSITIVE_INFINITY;
  return denials.length === 0 && silentFor < onlineWithinSeconds * 1000;
}
