import type { AuditEvent } from "@portcullis/domain/audit";

/** What somebody or something is called in these events; null where none of them names it. */
export function nameInEvents(events: readonly AuditEvent[], id: string): string | null {
  for (const { actor, target, subject } of events) {
    const known = [actor, target, subject].find((party) => party?.id === id && party.name !== null);
    if (known) return known.name;
  }
  return null;
}
