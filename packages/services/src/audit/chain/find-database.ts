import { type AuditEventRow, hashEvent } from "@portcullis/db/audit-chain";
import type { TenantTx } from "@portcullis/db/tenant";
import type { Breach } from "./breach.ts";
import { hashAt } from "./hash-at.ts";
import { readEntries } from "./read-entries.ts";
import { readSeals } from "./read-seals.ts";

/**
 * Where the content of an event that does not stand up to its seal was sealed, if it was under another id whose event does
 * not stand up either: then the two were swapped. Asked once, when a breach is found: it walks the whole chain.
 */
export async function findDatabase(tx: TenantTx, stray: AuditEventRow, after: number): Promise<Breach["other"]> {
  for (let number = after; ; ) {
    const seals = await readSeals(tx, number);
    if (seals.length === 0) return undefined;
    for (const seal of seals) {
      const place = seal.eventIds.findIndex(
        (id, n) => id !== stray.id && hashEvent({ ...stray, id }).equals(hashAt(seal, n)),
      );
      const id = seal.eventIds[place];
      if (id === undefined) continue;
      const there = (await readEntries(tx, [id])).get(id);
      if (there && hashEvent(there.event).equals(hashAt(seal, place))) return undefined;
      return { seal: seal.number, position: place + 1, eventId: id };
    }
    number = seals.at(-1)?.number ?? number;
  }
}
