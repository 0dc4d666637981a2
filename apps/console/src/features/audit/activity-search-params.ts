import type { ListAudit } from "@portcullis/domain/audit";
import { type AuditAction, auditActions } from "@portcullis/domain/audit-action";
import { createLoader, createParser, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import type { Translate } from "#i18n/translator.ts";
import { keysetPages } from "#ui/table/keyset-pages.ts";
import { addDays, type Day, isDay, startOfDay } from "./day.ts";

/** The parts of the audit log that a reader chooses from. */
export const auditAreas = ["people", "devices", "sign-ins", "changes", "tenant"] as const;
type AuditArea = (typeof auditAreas)[number];

export const areaNames = (t: Translate): Readonly<Record<AuditArea, string>> => ({
  people: t("common.people"),
  devices: t("common.devices"),
  "sign-ins": t("audit.signInAndCredentials"),
  changes: t("audit.changesCarriedOut"),
  tenant: t("audit.tenantGroupsRolesAndGateways"),
});

/** Where each action belongs. */
const areaOf: Readonly<Record<AuditAction, AuditArea>> = {
  "tenant.created": "tenant",
  "group.created": "tenant",
  "group.updated": "tenant",
  "group.deleted": "tenant",
  "role.created": "tenant",
  "role.updated": "tenant",
  "role.deleted": "tenant",
  "gateway.created": "tenant",
  "gateway.updated": "tenant",
  "gateway.token_rotated": "tenant",
  "gateway.removed": "tenant",
  "gateway.closed": "tenant",
  "gateway.opened": "tenant",
  "gateway.settled": "tenant",
  "tenant.updated": "tenant",
  "tenant.posture_updated": "tenant",
  "tenant.trail_pruned": "tenant",
  "tenant.held": "tenant",
  "tenant.released": "tenant",
  "tenant.suspended": "tenant",
  "tenant.resumed": "tenant",
  "tenant.invitations_stopped": "tenant",
  "tenant.ownership_offered": "tenant",
  "tenant.ownership_offer_cancelled": "tenant",
  "tenant.ownership_transferred": "tenant",
  "user.invited": "people",
  "user.invitation_resent": "people",
  "user.invitation_revoked": "people",
  "user.invitation_accepted": "people",
  "user.roles_changed": "people",
  "user.groups_changed": "people",
  "user.device_limit_changed": "people",
  "user.password_changed": "sign-ins",
  "user.password_reset_requested": "sign-ins",
  "user.password_reset": "sign-ins",
  "user.factor_added": "sign-ins",
  "user.factor_removed": "sign-ins",
  "user.factors_reset": "sign-ins",
  "user.recovery_codes_renewed": "sign-ins",
  "user.second_factor_rested": "sign-ins",
  "user.access_recovered": "sign-ins",
  "user.created": "people",
  "user.updated": "people",
  "user.deactivated": "people",
  "user.reactivated": "people",
  "user.deleted": "people",
  "user.signed_in": "sign-ins",
  "user.sign_in_failed": "sign-ins",
  "user.signed_out": "sign-ins",
  "session.revoked": "sign-ins",
  "device.registered": "devices",
  "device.renamed": "devices",
  "device.approved": "devices",
  "device.key_rotated": "devices",
  "device.handed_over": "devices",
  "device.deactivated": "devices",
  "device.reactivated": "devices",
  "device.reported_lost": "devices",
  "device.removed": "devices",
  "device.posture_token_made": "devices",
  "device.posture_token_dropped": "devices",
  "device.posture_changed": "devices",
  "user.change_refused": "people",
  "cascade.failed": "changes",
  "cascade.retried": "changes",
};

/** The actions of an area; without one, all. */
export function actionsOf(area: AuditArea | null): readonly AuditAction[] {
  return area === null ? auditActions : auditActions.filter((action) => areaOf[action] === area);
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const parseAsId = createParser({ parse: (text) => (uuid.test(text) ? text.toLowerCase() : null), serialize: String });
const parseAsDay = createParser<Day>({ parse: (text) => (isDay(text) ? text : null), serialize: String });

/** What narrows a audit log. The days are the reader's, both included. */
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
