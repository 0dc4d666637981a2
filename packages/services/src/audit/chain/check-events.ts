import { type AuditSealRow, hashEvent } from "@portcullis/db/audit-chain";
import type { TenantTx } from "@portcullis/db/tenant";
import type { Breach } from "./breach.ts";
import { checkEntry } from "./check-entry.ts";
import { findDatabase } from "./find-database.ts";
import { hashAt } from "./hash-at.ts";
import { type Entry, readEntries } from "./read-entries.ts";

export interface CheckedEvents {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Details and origins that an older version left without a proof. */
  readonly unproven: number;
  readonly breach?: Breach;
}

/** Whether the events that whole seals name are there, as they were sealed; tells the first that is not. */
export async function checkEvents(
  tx: TenantTx,
  seals: readonly AuditSealRow[],
  chainStart: number,
): Promise<CheckedEvents> {
  const entries = await readEntries(
    tx,
    seals.flatMap((seal) => seal.eventIds),
  );
  let unproven = 0;
  for (const seal of seals) {
    for (const [n, eventId] of seal.eventIds.entries()) {
      const at = { seal: seal.number, position: n + 1, eventId };
      const entry = entries.get(eventId);
      if (!entry) return { entries, unproven, breach: { kind: "event_missing", ...at } };
      if (!hashEvent(entry.event).equals(hashAt(seal, n))) {
        const other = await findDatabase(tx, entry.event, chainStart);
        const breach: Breach = other ? { kind: "events_swapped", ...at, other } : { kind: "event_altered", ...at };
        return { entries, unproven, breach };
      }
      const kind = checkEntry(entry);
      if (kind === "unproven") unproven++;
      else if (kind) return { entries, unproven, breach: { kind, ...at } };
    }
  }
  return { entries, unproven };
}
