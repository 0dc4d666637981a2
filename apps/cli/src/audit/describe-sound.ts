import type { SoundAuditLog } from "@portcullis/api/audit/verify-audit-log";

/** What was found true of a tenant's audit log, with the head to note elsewhere. */
export function describeSound(slug: string, auditLog: SoundAuditLog): string {
  const { events, seals, waiting, head, removed, unproven } = auditLog;
  const lines = [
    `${slug}: intact. ${events} events in ${seals} seals, ${waiting} waiting.`,
    head ? `  head      ${head.number}:${head.hash}` : undefined,
    removed ? `  removed   ${removed.events} events up to ${removed.until}` : undefined,
    unproven > 0
      ? `  unproven  details or origins of ${unproven} events, which an older version wrote without a hash`
      : undefined,
  ];
  return lines.filter((line) => line !== undefined).join("\n");
}
