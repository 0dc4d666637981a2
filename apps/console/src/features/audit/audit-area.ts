import { type AuditAction, auditActions } from "@portcullis/domain/audit-action";

/** The parts of the audit log that a reader chooses from. */
export const auditAreas = ["people", "devices", "sign-ins", "changes", "tenant"] as const;
export type AuditArea = (typeof auditAreas)[number];

export const areaNames: Readonly<Record<AuditArea, string>> = {
  people: "People",
  devices: "Devices",
  "sign-ins": "Sign-in and credentials",
  changes: "Changes carried out",
  tenant: "Tenant, groups, roles and gateways",
};

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
