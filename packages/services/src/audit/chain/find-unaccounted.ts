import type { TenantTx } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import type { Breach } from "./breach.ts";

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
