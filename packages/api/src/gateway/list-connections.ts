import { withTenantReadOnly } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { type GatewayConnection, gatewayConnectionPage, listGatewayConnections } from "@portcullis/domain/gateway";
import { sql } from "drizzle-orm";
import { fromOpen, isStillPending } from "../change/internal.ts";
import { countLimit, openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { nameOfUser } from "../user/internal.ts";

type Row = {
  readonly device_id: string;
  readonly name: string | null;
  readonly public_key: string | null;
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly email: string | null;
  readonly since: string;
  readonly last_handshake: string | null;
  readonly endpoint: string | null;
  readonly counted: number;
};

/**
 * Who may still be connected at a gateway: the devices whose access ended by a change that it has not confirmed, settled or not,
 * by their ids. Of a closed gateway, whoever it ever heard.
 * @throws {DomainError} NOT_FOUND · BAD_REQUEST `cursor_invalid`
 */
export const listConnections = useCase(
  { access: { permission: "device:read" }, subject: "gateway" },
  listGatewayConnections,
  gatewayConnectionPage,
  async (ctx, input) => {
    const { id, cursor, limit } = input;
    const scope = ["gateway.connections", id];
    const after = cursor === undefined ? null : openCursor(ctx, scope, cursor)[1];
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const [[known], rows] = await Promise.all([
        tx.execute(sql`
          select from gateways where tenant_id = ${tx.tenantId} and id = ${id}
          union all select from gateway_confirmations where tenant_id = ${tx.tenantId} and gateway_id = ${id} and confirmed_at is null
          limit 1`),
        tx.execute<Row>(sql`
          with open as (
            select o.device_id, o.public_key, o.user_id, o.asked_at from ${fromOpen}
            where o.tenant_id = ${tx.tenantId} and o.gateway_id = ${id} and o.confirmed_at is null and ${isStillPending}
          ), lines as (
            select device_id, public_key, user_id, asked_at from open where device_id is not null
            union all
            select d.id, d.public_key, d.user_id, open.asked_at from open
            join devices d on d.tenant_id = ${tx.tenantId} and d.user_id = open.user_id where open.device_id is null
            union all
            select d.id, d.public_key, d.user_id, open.asked_at from open
            join device_presence p on p.tenant_id = ${tx.tenantId} and p.gateway_id = ${id}
            join devices d on d.tenant_id = p.tenant_id and d.id = p.device_id
            where open.user_id is null and (
              not exists (select from access a where a.tenant_id = d.tenant_id and a.public_key = d.public_key)
              or exists (select from gateways g where g.tenant_id = d.tenant_id and g.id = ${id} and g.closed_at is not null))
          ), found as (
            select distinct on (device_id) device_id, public_key, user_id, asked_at from lines order by device_id, asked_at desc
          )
          select f.device_id, d.name, f.public_key, u.id as user_id, ${nameOfUser(sql`u.tenant_id`, sql`u.id`)} as user_name, u.email,
            f.asked_at as since, p.last_handshake, p.endpoint,
            (select count(*)::int from (select from found limit ${countLimit}) counted) as counted
          from found f
          left join devices d on d.tenant_id = ${tx.tenantId} and d.id = f.device_id
          left join users u on u.tenant_id = ${tx.tenantId} and u.id = f.user_id and u.status <> 'deleting'
          left join device_presence p on p.tenant_id = ${tx.tenantId} and p.device_id = f.device_id and p.gateway_id = ${id}
          where ${after}::uuid is null or f.device_id > ${after}::uuid
          order by f.device_id limit ${limit + 1}`),
      ]);
      if (!known) throw notFound("gateway");
      return toCountedPage(ctx, scope, rows, {
        limit,
        counted: rows[0]?.counted ?? 0,
        positionOf: (row) => ["", row.device_id],
        toItem,
      });
    });
  },
);

function toItem(row: Row): GatewayConnection {
  const { user_id: userId, email } = row;
  return {
    deviceId: row.device_id,
    name: row.name,
    publicKey: row.public_key,
    user: userId !== null && email !== null ? { id: userId, name: row.user_name ?? email, email } : null,
    since: row.since,
    lastHandshake: row.last_handshake,
    endpoint: row.endpoint,
  };
}
