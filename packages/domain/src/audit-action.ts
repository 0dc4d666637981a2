/** Everything the trail can say, in the words of the router and the console. */
export const auditActions = [
  "tenant.created",
  "user.created",
  "user.updated",
  "user.deactivated",
  "user.reactivated",
  "user.deleted",
  "user.signed_in",
  "user.sign_in_failed",
  "user.signed_out",
  "session.revoked",
  "device.registered",
  "device.renamed",
  "device.deactivated",
  "device.reactivated",
  "device.removed",
  "cascade.failed",
  "cascade.retried",
  "group.created",
] as const;
export type AuditAction = (typeof auditActions)[number];
