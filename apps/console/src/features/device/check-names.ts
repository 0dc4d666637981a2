import type { Posture } from "@portcullis/domain/device/posture";

/** What a rule asks for, in words. */
export const checkNames: Readonly<Record<Posture["failing"][number], string>> = {
  diskEncryption: "disk encryption",
  firewall: "firewall",
  screenLock: "screen lock",
  osVersion: "system version",
};

/** The same where it begins a line. */
export const checkTitle = (check: keyof typeof checkNames) => {
  const name = checkNames[check];
  return name.charAt(0).toUpperCase() + name.slice(1);
};
