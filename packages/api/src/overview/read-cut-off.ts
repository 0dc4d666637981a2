import type { TenantTx } from "@portcullis/db/tenant";
import { cutOffDays, type Overview } from "@portcullis/domain/overview";
import type { Total } from "@portcullis/domain/page";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import { fromOpen, isStillPending } from "../change/internal.ts";
import { capTotal, countLimit } from "../kernel/list-page.ts";

/** Changes that are looked at, the newest: more in a month than people leave any company. */
const lookedAt = 10_000;

const dayMs = 86_400_000;

interface Quantiles {
  readonly [column: string]: unknown;
  /** Null for the line about all days. */
  readonly day: Timestamp | null;
  readonly p50: number;
  readonly p95: number;
  readonly count: number;
}

/** How long it took until the last gateway had let go of who was deactivated or deleted. The newest by their ids, which sort by time. */
export async function readCutOff(tx: TenantTx): Promise<Overview["cutOff"]> {
  const since = toTimestamp(Date.now() - cutOffDays * dayMs);
  const [rows, unconfirmed] = await Promise.all([readQuantiles(tx, since), countUnconfirmed(tx, since)]);
  const overall = rows.find(({ day }) => day === null);
  const days = rows.flatMap((row) => (row.day === null ? [] : toDay(row, row.day)));
  return { overall: overall ? toQuantiles(overall) : null, days, unconfirmed };
}

const readQuantiles = (tx: TenantTx, since: string) =>
  tx.execute<Quantiles>(sql`
    with newest as (
      select id, requested_at from cascades
      where tenant_id = ${tx.tenantId} and kind in ('deactivate', 'delete') order by id desc limit ${lookedAt}
    ), recent as (
      select id, requested_at from newest where requested_at >= ${since}::timestamptz
    ), took as (
      select r.requested_at, extract(epoch from max(w.confirmed_at) - r.requested_at) * 1000 as ms
      from recent r join gateway_confirmations w on w.tenant_id = ${tx.tenantId} and w.change_id = r.id
      group by r.id, r.requested_at having count(*) = count(w.confirmed_at)
    ), dated as (select date_trunc('day', requested_at, 'UTC') as day, ms from took)
    select day, round(percentile_cont(0.5) within group (order by ms))::int as p50,
      round(percentile_cont(0.95) within group (order by ms))::int as p95, count(*)::int as count
    from dated group by grouping sets ((), (day)) having count(*) > 0 order by day`);

/** As `cascade.unconfirmed` lists them. */
async function countUnconfirmed(tx: TenantTx, since: string): Promise<Total> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select distinct o.change_id from ${fromOpen}
      where o.tenant_id = ${tx.tenantId} and o.confirmed_at is null and o.settled_at is null and c.status = 'done'
        and c.kind in ('deactivate', 'delete') and c.requested_at >= ${since}::timestamptz and ${isStillPending}
      limit ${countLimit}
    ) counted`);
  return capTotal(row?.count ?? 0);
}

const toQuantiles = ({ p50, p95, count }: Quantiles) => ({ p50Ms: p50, p95Ms: p95, count });
const toDay = (row: Quantiles, day: Timestamp) => ({ day, ...toQuantiles(row) });
