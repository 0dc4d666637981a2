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

/** For display, derived and never stored: being switched off hides presence. */
export function deviceStatus(
  device: { readonly active: boolean; readonly lastConnection: Date | null },
  now: Date,
): DeviceStatus {
  if (!device.active) return "deactivated";
  return presence(device.lastConnection, now);
}

export function presence(lastConnection: Date | null, now: Date): Presence {
  const silentFor = lastConnection ? now.getTime() - lastConnection.getTime() : Number.POSITIVE_INFINITY;
  return silentFor < onlineWithinSeconds * 1000 ? "online" : "offline";
}
