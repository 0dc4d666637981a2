import { type AuditSealRow, hashEvent } from "@portcullis/db/audit-chain";
import { isCheckable, provesDetails, provesOrigin } from "@portcullis/db/audit-proof";
import { auditHeads } from "@portcullis/db/schema/audit-chain";
import type { TenantTx } from "@portcullis/db/tenant";
import { eq, sql } from "drizzle-orm";
import type { Breach, BreachKind } from "./breach.ts";
import type { Link } from "./check-seal.ts";
import { findDatabase } from "./find-database.ts";
import { type Checkpoint, type Entry, hashAt, readEntries } from "./read-chain.ts";

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

type Found = BreachKind | "unproven" | undefined;

/**
 * Compares an event's details and origin, which are stored apart, with the hashes in the event; personal data that was
 * erased does not count as missing. `unproven` means that an older version wrote them without a hash that can be checked.
 */
export function checkEntry(entry: Entry): Found {
  const found = [checkDetails(entry), checkOrigin(entry)];
  return found.find((kind) => kind !== undefined && kind !== "unproven") ?? found.find((kind) => kind !== undefined);
}

function checkDetails({ event, details, keepsDetails }: Entry): Found {
  const { detailsHash } = event;
  if (!details) return detailsHash && keepsDetails ? "details_missing" : undefined;
  if (!detailsHash) return "details_added";
  if (details.subjectId !== event.subjectId) return "details_altered";
  if (!isCheckable(detailsHash)) return "unproven";
  return provesDetails(detailsHash, details.salt, details.details) ? undefined : "details_altered";
}

function checkOrigin({ event, origin, keepsOrigin }: Entry): Found {
  const { originHash } = event;
  if (!origin) return originHash && keepsOrigin ? "origin_missing" : undefined;
  if (origin.personId !== (event.actorId ?? event.subjectId)) return "origin_altered";
  if (!originHash) return origin.salt ? "origin_added" : "unproven";
  return origin.salt && provesOrigin(originHash, origin.salt, origin) ? undefined : "origin_altered";
}

/** Whether the chain ends where its head says, with as many events as that has counted. */
export async function checkHead(
  tx: TenantTx,
  end: Link,
  events: number,
  checkpoint: Checkpoint | undefined,
): Promise<Breach | undefined> {
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, tx.tenantId));
  if (!head) return end.number === 0 ? undefined : { kind: "head_missing", seal: end.number };
  if (head.number > end.number) return { kind: "trail_cut", seal: end.number + 1 };
  const isCounted = head.events === (checkpoint?.events ?? 0) + events;
  if (head.number === end.number && head.hash.equals(end.hash) && isCounted) return undefined;
  return { kind: "head_altered", seal: end.number };
}

/** The first event, by time, that is not accounted for exactly once: sealed or waiting. The database joins all, on disk where it must. */
export async function findUnaccounted(tx: TenantTx): Promise<Breach | undefined> {
  const [row] = await tx.execute<{ id: string; seal: number | null; exists: boolean; named: number }>(sql`
    with named as (
      select id, count(*)::int as named, max(seal) as seal from (
        select unnest(event_ids) as id, number as seal from audit_seals where tenant_id = ${tx.tenantId}
        union all
        select unnest(event_ids), null from audit_unsealed where tenant_id = ${tx.tenantId}
      ) names group by id
    ), events as (select id, at from audit_events where tenant_id = ${tx.tenantId})
    select coalesce(events.id, named.id) as id, named.seal, events.id is not null as exists, coalesce(named.named, 0) as named
    from events full join named on named.id = events.id
    where events.id is null or named.named is distinct from 1
    order by events.at, 1 limit 1`);
  if (!row) return undefined;
  const { id: eventId, seal } = row;
  if (row.named === 0) return { kind: "event_added", seal: null, eventId };
  return row.exists ? { kind: "event_sealed_twice", seal, eventId } : { kind: "waiting_event_missing", seal, eventId };
}
