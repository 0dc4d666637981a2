import type { AuditEvent } from "@portcullis/domain/audit";
import { postureRule } from "@portcullis/domain/device/posture";
import { checkNames, platformNames } from "#features/device/device-text.ts";

interface FieldChange {
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

interface IdentityLine {
  readonly term: string;
  readonly value: string;
}

/** Who and what an event names, beyond doubt: e-mails, ids, a device's key and addresses. Several people share a name. */
export function identityLines({ id, actor, target, subject, identity }: AuditEvent): IdentityLine[] {
  const lines: IdentityLine[] = [];
  const add = (term: string, ...values: (string | null)[]) => {
    const value = values.filter((each) => each !== null && each !== "").join(" · ");
    if (value !== "") lines.push({ term, value });
  };
  if (actor.id !== null) add("By", identity.actorEmail, actor.id);
  if (target.id !== null && target.id !== actor.id) {
    add(terms[target.kind], identity.targetEmail, identity.publicKey, ...identity.addresses, target.id);
  }
  if (subject && subject.id !== target.id && subject.id !== actor.id) add("Person", identity.subjectEmail, subject.id);
  add("Entry", id);
  return lines;
}

const terms: Record<AuditEvent["target"]["kind"], string> = {
  user: "Person",
  device: "Device",
  session: "Session",
  cascade: "Change",
  group: "Group",
  role: "Role",
  gateway: "Gateway",
  tenant: "Tenant",
};

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
