import { describeBreach } from "@portcullis/api/audit/describe-breach";
import { verifyAuditLog } from "@portcullis/api/audit/verify-audit-log";
import { notedHead } from "@portcullis/domain/audit-seal";
import { expect } from "vitest";
import type { Place, SealedAuditLog } from "./sealed-audit-log.ts";

/** What audit:verify finds: "sound", or its sentence. */
export async function verdictOf({ ctx, slug }: SealedAuditLog, noted?: string): Promise<string> {
  const verdict = await verifyAuditLog(ctx, noted === undefined ? undefined : notedHead.parse(noted));
  return "sound" in verdict ? "sound" : describeBreach(slug, verdict.breach);
}

/** The whole sentence, with `place` such as "seal 2, position 3, event <id>". */
export async function expectBreach(
  auditLog: SealedAuditLog,
  place: string,
  sentence: string,
  noted?: string,
): Promise<void> {
  expect(await verdictOf(auditLog, noted)).toBe(`${auditLog.slug}: ${place}: ${sentence}`);
}

/** How a sentence names an event's place. */
export const placeOf = (auditLog: SealedAuditLog, [seal, position]: Place): string =>
  `seal ${seal}, position ${position}, event ${auditLog.idAt([seal, position])}`;
