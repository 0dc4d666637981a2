import { checkNames } from "#features/device/check-names.ts";
import { platformNames } from "#features/device/platform-names.ts";

const names: Readonly<Record<string, string>> = {
  enforcement: "Enforcement",
  maxAge: "Minutes for which a report counts",
  minimumVersion: "minimum version",
  ...checkNames,
};

/** What a field of the posture form is called, by its path: "Linux: firewall". */
export function postureFieldLabel(path: string): string {
  const [name = "", platform = "", check = ""] = path.split(".");
  if (name !== "rules") return names[name] ?? name;
  return `${platform in platformNames ? platformNames[platform as keyof typeof platformNames] : platform}: ${names[check] ?? check}`;
}
