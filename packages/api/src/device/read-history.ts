import { withTenantReadOnly } from "@portcullis/db/tenant";
import {
  connectionsInHistory,
  deviceHistory,
  deviceHistoryInput,
  type PastConnection,
  spanHours,
} from "@portcullis/domain/device/connection";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { getDevice } from "./get-device.ts";
import { connectionEnd } from "./internal.ts";

/**
 * When and through what a device was connected: of one's own device, or with `device:read`. The connections that are over and
 * those that go on, in one statement; nothing is older than the week for which connections are kept.
 * @throws {DomainError} NOT_FOUND
 */
export const readHistory = useCase(
  { access: { own: true, others: "device:read" }, subject: "device" },
  deviceHistoryInput,
  deviceHistory,
  async (ctx, input) => {
    await getDevice(ctx, { id: input.id });
    const { tenantId } = ctx.principal;
    const from = sql`statement_timestamp() - make_interval(hours => ${spanHours[input.span]})`;
    const atMost = connectionsInHistory + 1;
    const [row] = await withTenantReadOnly(ctx.db, tenantId, (tx) =>
      tx.execute<{ from: Timestamp; to: Timestamp; connections: PastConnection[] }>(sql`
        with over as (
          select c.gateway_id, c.endpoint, c.started_at, c.ended_at, c.received, c.sent from device_connections c
          where c.tenant_id = ${tenantId} and c.device_id = ${input.id} and c.ended_at > ${from}
          order by c.started_at desc limit ${atMost}
        ), held as (
          select p.gateway_id, p.endpoint, p.connected_since,
            case when a.device_id is null or p.last_handshake <= statement_timestamp() - online_within()
              then ${connectionEnd} end as ended_at,
            p.received - p.received_before, p.sent - p.sent_before
          from device_presence p
          join devices d on d.tenant_id = p.tenant_id and d.id = p.device_id
          left join access a on a.tenant_id = p.tenant_id and a.device_id = p.device_id
          where p.tenant_id = ${tenantId} and p.device_id = ${input.id}
            and p.last_handshake + online_within() > ${from}
        ), shown as (
          select * from over union all select * from held order by 3 desc, 1 limit ${atMost}
        )
        select ${from} as from, statement_timestamp() as to, coalesce(json_agg(json_build_object(
          'gateway', json_build_object('id', s.gateway_id, 'name', g.name), 'endpoint', s.endpoint,
          'since', rfc3339(s.started_at), 'until', rfc3339(s.ended_at), 'received', s.received, 'sent', s.sent)
          order by s.started_at desc, s.gateway_id) filter (where s.started_at is not null), '[]') as connections
        from shown s left join gateways g on g.tenant_id = ${tenantId} and g.id = s.gateway_id`),
    );
    if (!row) throw new Error("The statement of the history returned no row.");
    return {
      ...row,
      connections: row.connections.slice(0, connectionsInHistory),
      hasMore: row.connections.length > connectionsInHistory,
    };
  },
);
