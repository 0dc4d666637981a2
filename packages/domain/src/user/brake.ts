import { z } from "zod";

/**
 * People whom one person may switch off within an hour without more ado, where the tenant sets no other number: a tenth of all, but
 * so many at least and so many at most.
 */
export const brakeLimitAtLeast = 10;
export const brakeLimitAtMost = 50;
export const brakeShare = 0.1;
/** What a tenant may set at most: nothing is held any more. */
export const brakeLimitMax = 100_000;

/** A tenant's own limit; null means the one above. */
export const brakeLimit = z.int().min(1).max(100_000).nullable();

/** How many people of an actor lose access within the hour, and how many may without more ado. */
export const brakeCount = z.strictObject({
  /** People whom this actor switched off or deleted within the last hour, alone or in bulk. */
  within: z.int(),
  /** People who would lose access by what is asked for. */
  losing: z.int(),
  limit: z.int(),
});
export type BrakeCount = z.infer<typeof brakeCount>;
