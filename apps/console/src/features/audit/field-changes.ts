import type { AuditEvent } from "@portcullis/domain/audit";
import { postureRule } from "@portcullis/domain/device/posture";
import { checkNames } from "#features/device/check-names.ts";
import { platformNames } from "#features/device/platform-names.ts";

export interface FieldChange {
  readonly field: string;
  /** Null where it was, or is, empty. */
  readonly before: string | null;
  readonly after: string | null;
}

const names: Readonly<Record<string, string>> = {
  firstName: "First name",
  lastName: "Last name",
  image: "Image",
  name: "Name",
  description: "Description",
  permissions: "Permissions",
  maxDevices: "Device limit",
  groups: "Groups",
  roles: "Roles",
  secondFactor: "Second factor",
  enforcement: "Enforcement",
  maxAgeMinutes: "Minutes a report counts",
  rules: "Rules",
  compliance: "Compliance",
  restsUntil: "Rests until",
};

/** What a field was and what it became, for those whose values the audit log still holds. */
export function fieldChanges({ changed, details }: AuditEvent): FieldChange[] {
  return changed
    .filter((field) => field in { ...details?.before, ...details?.after })
    .map((field) => ({
      field: names[field] ?? field,
      before: shown(details?.before?.[field]),
      after: shown(details?.after?.[field]),
    }));
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(shownItem).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A rule for devices by its platform; anything else as it is. */
function shownItem(item: unknown): string {
  const rule = postureRule.safeParse(item);
  if (!rule.success) return String(item);
  const { platform, checks, minimumVersion } = rule.data;
  const asked = [
    ...checks.map((check) => checkNames[check]),
    ...(minimumVersion ? [`at least ${minimumVersion}`] : []),
  ];
  return `${platformNames[platform]} (${asked.join(", ")})`;
}
