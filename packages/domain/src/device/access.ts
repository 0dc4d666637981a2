import { z } from "zod";

/**
 * Why a device may not connect; without any of these it may:
 * - `tenant_held`: a backup was restored, and the owner has not resumed the tenant yet
 * - `not_approved`: the device waits for an administrator
 * - `not_compliant`: the tenant requires posture, and the device does not comply or did not report lately
 */
export const accessDenials = [
  "tenant_suspended",
  "tenant_held",
  "user_not_active",
  "deactivated",
  "not_approved",
  "not_compliant",
] as const;
export const accessDenial = z.enum(accessDenials);
export type AccessDenial = z.infer<typeof accessDenial>;
