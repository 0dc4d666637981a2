import type { AuditEvent } from "@portcullis/domain/audit";

const words: Readonly<Partial<Record<AuditEvent["action"], string>>> = {
  "user.deactivated": "switched off",
  "user.reactivated": "switched on again",
  "user.deleted": "switched off and removed",
};

/** "The worker switched off 1,200 devices.": what a change of a person did to devices, in one sentence; null for other events. */
export function switchedDevices({ action, devicesSwitched }: AuditEvent): string | null {
  const verb = words[action];
  if (verb === undefined || !devicesSwitched) return null;
  const devices = devicesSwitched === 1 ? "1 device" : `${devicesSwitched.toLocaleString("en")} devices`;
  return `The worker ${verb} ${devices}.`;
}
