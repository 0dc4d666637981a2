import { z } from "zod";
import { platforms } from "./device/platform.ts";
import { postureEnforcements, postureMaxAgeMax, postureMaxAgeMin, postureRule } from "./device/posture.ts";
import { timestamp, timestampInput } from "./timestamp.ts";

const enforcement = z.enum(postureEnforcements);
/** Minutes after which a report says nothing any more. */
const maxAgeMinutes = z.int().min(postureMaxAgeMin).max(postureMaxAgeMax);
/** One for a platform at most; a platform without one is asked nothing. */
const rules = z
  .array(postureRule)
  .max(platforms.length)
  .refine(
    (all) => new Set(all.map((rule) => rule.platform)).size === all.length,
    "Use at most one rule for each platform.",
  );

/** What a tenant asks of its devices, and what becomes of those that do not comply. */
export const postureProposal = z.strictObject({ enforcement, maxAgeMinutes, rules });
export type PostureProposal = z.infer<typeof postureProposal>;

/** The same as it stands. `updatedAt` is that of the tenant's settings as a whole. */
export const tenantPosture = postureProposal.extend({ updatedAt: timestamp });
export type TenantPosture = z.infer<typeof tenantPosture>;

/** What is left out stays; `rules` are replaced as a whole. */
export const updatePosture = postureProposal.partial().extend({
  /** The `updatedAt` that the editor saw; another one means CONFLICT `stale_write`. */
  ifUpdatedAt: timestampInput.optional(),
});
export type UpdatePosture = z.infer<typeof updatePosture>;

/** What a proposal would come to, at this instant. */
export const postureImpact = z.strictObject({
  compliant: z.int(),
  nonCompliant: z.int(),
  /** Those that never reported, or too long ago. */
  unknown: z.int(),
  notRequired: z.int(),
  /** Devices that may connect now and could not any more. */
  loseAccess: z.int(),
});
export type PostureImpact = z.infer<typeof postureImpact>;
