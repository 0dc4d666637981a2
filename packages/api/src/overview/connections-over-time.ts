import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { ConnectionSpan } from "@portcullis/domain/device/connection";
import {
  columnCount,
  columnHours,
  connectionsInput,
  connectionsOverTime as connectionsOverTimeOutput,
} from "@portcullis/domain/overview";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { type SQL, sql } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";

/** Connections that are looked at, those that ended last, and devices, those heard last: beyond, a page waits too long. */
const lookedAt = 200_000;

/**
 * How many devices were connected at some moment of each column. What a device did is one mask with a bit a column, so that it
 * counts once in a column however often it came and went, and is never multiplied by the columns of a long connection.
 */
export const connectionsOverTime = useCase(
  { access: { permission: "device:read" } },
  connectionsInput,
  connectionsOverTimeOutput,
  async (ctx, input) => {
    const { tenantId } = ctx.principal;
    const seconds = columnHours[input.span] * 3_600;
    const starts = columnStarts(input.span, seconds);
    const [first = 0] = starts;
    const columnOf = (at: SQL) => sql`floor((date_part('epoch', ${at}) - ${first}::float8) / ${seconds}::float8)::int`;
    const [row] = await withTenantReadOnly(ctx.db, tenantId, (tx) =>
      tx.execute<{ devices: number[]; exact: boolean }>(sql`
        with over as materialized (
          select device_id, started_at as since, ended_at as until from device_connections
          where tenant_id = ${tenantId} and ended_at > to_timestamp(${first}) order by ended_at desc limit ${lookedAt}
        ), heard as materialized (
          select id from devices where tenant_id = ${tenantId} and last_connection_key > to_timestamp(${first})
          order by last_connection_key desc limit ${lookedAt}
        ), spells as (
          select * from over
          union all
          select p.device_id, p.connected_since, least(now(), p.last_handshake + online_within())
          from device_presence p join heard on heard.id = p.device_id where p.tenant_id = ${tenantId}
        ), masks as materialized (
          select bit_or(case when till < 0 then 0 else (1::bigint << (till + 1)) - (1::bigint << greatest(0, begun)) end) as mask
          from (select device_id, ${columnOf(sql`since`)} as begun, ${columnOf(sql`until`)} as till from spells) s
          group by device_id
        )
        select array(select (select count(*)::int from masks where (mask >> n) & 1 = 1)
            from generate_series(0, ${starts.length - 1}::int) n order by n) as devices,
          (select count(*) from over) < ${lookedAt} and (select count(*) from heard) < ${lookedAt} as exact`),
    );
    if (!row) throw new Error("The statement of the connections returned no row.");
    return {
      columns: starts.map((from, n) => ({ from: toTimestamp(from * 1_000), devices: row.devices[n] ?? 0 })),
      exact: row.exact,
    };
  },
);

/** When each column begins, in seconds of the epoch: on a whole number of its length. */
function columnStarts(span: ConnectionSpan, seconds: number): number[] {
  const current = Math.floor(Date.now() / 1_000 / seconds);
  return Array.from({ length: columnCount(span) }, (_, n) => (current - columnCount(span) + 1 + n) * seconds);
}
