import type { ListAudit } from "@portcullis/domain/audit";
import {
  type AuditAction,
  type AuditArea,
  auditActions,
  auditAreaOf,
  auditAreas,
} from "@portcullis/domain/audit-action";
import { createLoader, createParser, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import type { Translate } from "#i18n/translator.ts";
import { keysetPages } from "#ui/table/keyset-pages.ts";
import { addDays, type Day, isDay, startOfDay } from "./day.ts";

export const areaNames = (t: Translate): Readonly<Record<AuditArea, string>> => ({
  people: t("common.people"),
  devices: t("common.devices"),
  "sign-ins": t("audit.signInAndCredentials"),
  changes: t("audit.changesCarriedOut"),
  tenant: t("audit.tenantGroupsRolesAndGateways"),
});

/** The actions of an area; without one, all. */
export function actionsOf(area: AuditArea | null): readonly AuditAction[] {
  return area === null ? auditActions : auditActions.filter((action) => auditAreaOf[action] === area);
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const parseAsId = createParser({ parse: (text) => (uuid.test(text) ? text.toLowerCase() : null), serialize: String });
const parseAsDay = createParser<Day>({ parse: (text) => (isDay(text) ? text : null), serialize: String });

/** What narrows an audit log. The days are the reader's, both included. */
export const activityFilters = {
  area: parseAsStringLiteral(auditAreas),
  actor: parseAsId,
  target: parseAsId,
  from: parseAsDay,
  to: parseAsDay,
};
export type AuditFilters = inferParserType<typeof activityFilters>;

export const loadActivitySearch = createLoader({ ...activityFilters, pages: keysetPages });

/**
 * What the API is asked for; undefined while it cannot be said: where the filters hold days and the reader's time zone is
 * not known yet. `cursor` undefined means the first page.
 */
export function toListAudit(
  filters: AuditFilters,
  cursor: string | undefined,
  timeZone: string | undefined,
): ListAudit | undefined {
  const { area, actor, target, from, to } = filters;
  const hasDays = from !== null || to !== null;
  if (hasDays && timeZone === undefined) return undefined;
  return {
    ...(area && { action: [...actionsOf(area)] }),
    ...(actor && { actorId: actor }),
    ...(target && { targetId: target }),
    ...(from && timeZone && { from: startOfDay(from, timeZone) }),
    ...(to && timeZone && { to: startOfDay(addDays(to, 1), timeZone) }),
    // What happened to each device is looked for among devices; elsewhere it would drown the rest.
    ...(area !== "devices" && { withoutSteps: true }),
    ...(cursor && { cursor }),
    limit: 50,
  };
}

/** The newest part of the audit log: what a glance takes in. Asked for alike by the server and the browser. */
export const feedQuery = { limit: 20 };
