import { forbidden } from "@portcullis/domain/errors";
import type { LockedDevice } from "./lock-device.ts";

/**
 * Whoever lacks `device:write` does nothing to a device that is off which would be a way around that.
 * @param what they would have to ask an administrator to do, as the end of a sentence
 * @throws {DomainError} FORBIDDEN `device_switched_off`
 */
export function assertNotSwitchedOff({ actor, device }: LockedDevice, what: string): void {
  if (device.cause === null || actor.permissions.includes("device:write")) return;
  const why =
    device.cause === "reported_lost" ? "You reported this device lost." : "An administrator deactivated this device.";
  throw forbidden("device_switched_off", `${why} Ask an administrator to ${what}.`);
}
