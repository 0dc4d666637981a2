import { type AuditAction, auditActions } from "@portcullis/domain/audit-action";

/** The parts of the trail that a reader chooses from. */
export const auditAreas = ["people", "devices", "sign-ins", "changes", "tenant"] as const;
export type AuditArea = (typeof auditAreas)[number];

export const areaNames: Readonly<Record<AuditArea, string>> = {
  people: "People",
  devices: "Devices",
  "sign-ins": "Sign-ins and sessions",
  changes: "Changes carried out",
  tenant: "Tenant and groups",
};

/** Where each action belongs. */
const areaOf: Readonly<Record<AuditAction, AuditArea>> = {
  "tenant.created": "tenant",
  "group.created": "tenant",
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
  "device.deactivated": "devices",
  "device.reactivated": "devices",
  "device.removed": "devices",
  "cascade.failed": "changes",
  "cascade.retried": "changes",
};

/** The actions of an area; without one, all. */
export function actionsOf(area: AuditArea | null): readonly AuditAction[] {
  return area === null ? auditActions : auditActions.filter((action) => areaOf[action] === area);
}
