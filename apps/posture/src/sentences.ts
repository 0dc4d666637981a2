import { type PostureReport, type PostureVerdict, postureChecks } from "@portcullis/domain/device/posture";

const names: Readonly<Record<PostureVerdict["failing"][number], string>> = {
  diskEncryption: "disk encryption",
  firewall: "firewall",
  screenLock: "screen lock",
  osVersion: "version of the operating system",
};

const words = (passed: boolean | undefined) => (passed === undefined ? "unknown" : passed ? "on" : "off");

/** What would be reported, a line each. */
export function describeReport({ checks, osVersion }: PostureReport): string {
  const values = [
    ...postureChecks.map((check) => [names[check], words(checks[check])] as const),
    [names.osVersion, osVersion ?? "unknown"] as const,
  ];
  return values.map(([name, word]) => `${name}: ${word}`).join("\n");
}

/** How the device stands, for the one who sits at it. */
export function describeVerdict({ compliance, failing, denials }: PostureVerdict): string {
  if (compliance === "not_required") return "Reported. No posture rule applies to this device.";
  if (compliance === "compliant") return "Reported. This device complies.";
  const missing = failing.map((what) => names[what]).join(", ");
  const consequence = denials.includes("not_compliant") ? " It has no access until it does." : "";
  return `Reported. This device does not comply: ${missing}.${consequence}`;
}
