import { type AuditEventRow, hashEvent } from "@portcullis/db/audit-chain";
import type { TenantTx } from "@portcullis/db/tenant";
import type { NotedHead } from "@portcullis/domain/audit-seal";
import { conflict } from "@portcullis/domain/errors";
import type { Breach } from "./breach.ts";
import type { Link } from "./check-seal.ts";
import { hashAt, readEntries, readSeals } from "./read-chain.ts";

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

export interface Witness {
  /** Told of each place that the chain passes, the checkpoint first. */
  at(link: Link): Breach | undefined;
  /** Told of the last one. */
  atEnd(link: Link): Breach | undefined;
}

/** Holds the chain against a head that was noted elsewhere; without one, against nothing. */
export function meetsWitness(noted: NotedHead | undefined): Witness {
  let isFirst = true;
  return {
    at({ number, hash }) {
      if (noted && isFirst && noted.number < number) {
        throw conflict(
          "trail_removed",
          `The audit log up to seal ${number} has been removed by audit:prune. Verify against a head that was noted later.`,
        );
      }
      isFirst = false;
      if (noted?.number !== number || hash.toString("hex") === noted.hash) return undefined;
      return { kind: "rewritten", seal: number };
    },
    atEnd: ({ number }) => (noted && noted.number > number ? { kind: "trail_cut", seal: number + 1 } : undefined),
  };
}
