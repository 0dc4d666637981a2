import { notedHead } from "@portcullis/domain/audit-seal";
import { describeBreach } from "@portcullis/services/audit/describe-breach";
import { verifyTrail } from "@portcullis/services/audit/verify-trail";
import { expect } from "vitest";
import type { Place, SealedTrail } from "./sealed-trail.ts";

/** What audit:verify finds: "sound", or its sentence. */
export async function verdictOf({ ctx, slug }: SealedTrail, noted?: string): Promise<string> {
  const verdict = await verifyTrail(ctx, noted === undefined ? undefined : notedHead.parse(noted));
  return "sound" in verdict ? "sound" : describeBreach(slug, verdict.breach);
}

/** The whole sentence, with `place` such as "seal 2, position 3, event <id>". */
export async function expectBreach(trail: SealedTrail, place: string, sentence: string, noted?: string): Promise<void> {
  expect(await verdictOf(trail, noted)).toBe(`${trail.slug}: ${place}: ${sentence}`);
}

/** How a sentence names an event's place. */
export const placeOf = (trail: SealedTrail, [seal, position]: Place): string =>
  `seal ${seal}, position ${position}, event ${trail.idAt([seal, position])}`;
