import type { AuditEvent } from "@portcullis/domain/audit";
import { postureRule } from "@portcullis/domain/device/posture";
import { checkNames, platformNames } from "#features/device/device-text.ts";
import type { Translate } from "#i18n/translator.ts";
import { countText } from "#ui/count-text.ts";

interface FieldChange {
  readonly field: string;
  /** Null where it was, or is, empty. */
  readonly before: string | null;
  readonly after: string | null;
}

const names = (t: Translate): Readonly<Record<string, string>> => ({
  firstName: t("common.firstName"),
  lastName: t("common.lastName"),
  image: t("common.image"),
  name: t("common.name"),
  description: t("common.description"),
  permissions: t("common.permissions"),
  maxDevices: t("common.deviceLimit"),
  brakeLimit: t("tenant.deactivationsPerHour"),
  groups: t("common.groups"),
  roles: t("common.roles"),
  secondFactor: t("common.secondFactor"),
  enforcement: t("audit.enforcement"),
  maxAgeMinutes: t("audit.minutesAReportCounts"),
  rules: t("audit.rules"),
  compliance: t("audit.compliance"),
  restsUntil: t("audit.restsUntil"),
});

/** What a field was and what it became, for those whose values the audit log still holds. */
export function fieldChanges(t: Translate, { changed, details }: AuditEvent): FieldChange[] {
  return changed
    .filter((field) => field in { ...details?.before, ...details?.after })
    .map((field) => ({
      field: names(t)[field] ?? field,
      before: shown(t, details?.before?.[field]),
      after: shown(t, details?.after?.[field]),
    }));
}

function shown(t: Translate, value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((item) => shownItem(t, item)).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A rule for devices by its platform; anything else as it is. */
function shownItem(t: Translate, item: unknown): string {
  const rule = postureRule.safeParse(item);
  if (!rule.success) return String(item);
  const { platform, checks, minimumVersion } = rule.data;
  const asked = [
    ...checks.map((check) => checkNames(t)[check]),
    ...(minimumVersion ? [t("audit.atLeastVersion", { version: minimumVersion })] : []),
  ];
  return `${platformNames(t)[platform]} (${asked.join(", ")})`;
}

interface IdentityLine {
  readonly term: string;
  readonly value: string;
}

/** Who and what an event names, beyond doubt: e-mails, ids, a device's key and addresses. Several people share a name. */
export function identityLines(t: Translate, { id, actor, target, subject, identity }: AuditEvent): IdentityLine[] {
  const lines: IdentityLine[] = [];
  const add = (term: string, ...values: (string | null)[]) => {
    const value = values.filter((each) => each !== null && each !== "").join(" · ");
    if (value !== "") lines.push({ term, value });
  };
  if (actor.id !== null) add(t("audit.by"), identity.actorEmail, actor.id);
  if (target.id !== null && target.id !== actor.id) {
    add(terms(t)[target.kind], identity.targetEmail, identity.publicKey, ...identity.addresses, target.id);
  }
  if (subject && subject.id !== target.id && subject.id !== actor.id)
    add(t("audit.person"), identity.subjectEmail, subject.id);
  add(t("audit.entryTerm"), id);
  return lines;
}

const terms = (t: Translate): Record<AuditEvent["target"]["kind"], string> => ({
  user: t("audit.person"),
  device: t("common.device"),
  session: t("audit.session"),
  cascade: t("audit.change"),
  bulk: t("bulk.bulkOperation"),
  group: t("common.group"),
  role: t("common.role"),
  gateway: t("common.gateway"),
  tenant: t("common.tenant"),
});

const words = (t: Translate): Readonly<Partial<Record<AuditEvent["action"], string>>> => ({
  "user.deactivated": t("audit.switchedOff"),
  "user.reactivated": t("audit.switchedOnAgain"),
  "user.deleted": t("audit.switchedOffAndRemoved"),
});

/** "The worker switched off 1,200 devices.": what a change of a person did to devices, in one sentence; null for other events. */
export function switchedDevices(t: Translate, { action, devicesSwitched }: AuditEvent): string | null {
  const verb = words(t)[action];
  if (verb === undefined || !devicesSwitched) return null;
  return t("audit.theWorker", { verb, devices: countText(t, "device", devicesSwitched) });
}
