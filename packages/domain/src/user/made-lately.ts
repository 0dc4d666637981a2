import { z } from "zod";
import type { AuditAction } from "../audit-action.ts";
import { id } from "../ids.ts";
import { timestamp } from "../timestamp.ts";

/** How far back is looked, and how many things are named. */
export const madeLatelyDays = 90;
export const madeLatelyMax = 50;

/** What one person does for another that goes on without them, or that they may have kept a key or a secret of. */
export const madeActions = [
  "device.registered",
  "device.handed_over",
  "device.key_rotated",
  "device.posture_token_made",
  "user.invited",
  "user.invitation_resent",
  "user.password_reset_requested",
  "user.factors_reset",
  "user.roles_changed",
  "user.groups_changed",
  "tenant.ownership_offered",
  "gateway.created",
  "gateway.token_rotated",
] as const satisfies readonly AuditAction[];

/** One thing that still stands: the newest time that it was done. */
export const madeThing = z.strictObject({
  action: z.enum(madeActions),
  at: timestamp,
  target: z.strictObject({ kind: z.enum(["user", "device", "gateway"]), id, name: z.string().nullable() }),
  /** For whom, where that is not the target. */
  user: z.strictObject({ id, name: z.string().nullable() }).nullable(),
});
export type MadeThing = z.infer<typeof madeThing>;

/** Newest first; not `complete` where there is more than is named, or than was looked through. */
export const madeLately = z.strictObject({ items: z.array(madeThing), complete: z.boolean() });
export type MadeLately = z.infer<typeof madeLately>;
