import { withTenantReadOnly } from "@portcullis/db/tenant";
import { type Peer, reportConfirmedMax } from "@portcullis/domain/gateway";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { accessPeers } from "../internal/access-peers.ts";
import { fromOpen, isStillPending } from "../internal/still-pending.ts";

export interface UserPeer extends Peer {
  readonly userId: string;
}

export interface PeersAtOnce {
  readonly peers: readonly UserPeer[];
  /** Changes that took away what is not among these peers, which this gateway has yet to confirm. */
  readonly toConfirm: readonly string[];
}

/**
 * A gateway's peers by the access view, and the changes that it is to confirm, from one snapshot: it never confirms what these
 * peers do not show. A change that was superseded, or whose key may connect again, needs no confirmation; a closed gateway has
 * no peers.
 * @param userIds of these users only, where given
 */
export async function readPeers(ctx: GatewayContext, userIds?: readonly string[]): Promise<PeersAtOnce> {
  const { tenantId, gatewayId } = ctx.principal;
  const isMeant = (column: SQL) => (userIds ? sql`${column} = any(${sql.param([...userIds])}::uuid[])` : sql`true`);
  const [row] = await withTenantReadOnly(ctx.db, tenantId, (tx) =>
    tx.execute<{ peers: UserPeer[]; to_confirm: string[] }>(sql`
      with peers as (
        ${accessPeers(tenantId, sql`${isMeant(sql`access.user_id`)} and ${isOpenGateway(tenantId, gatewayId)}`)}
      ), owed as (
        select o.change_id as id from ${fromOpen}
        where o.tenant_id = ${tenantId} and o.gateway_id = ${gatewayId} and o.confirmed_at is null and ${isMeant(sql`o.user_id`)}
          and ${isStillPending}
        order by o.change_id limit ${reportConfirmedMax}
      )
      select coalesce((select json_agg(json_build_object('userId', user_id, 'publicKey', public_key, 'allowedIps', allowed_ips)) from peers), '[]') as peers,
        array(select id from owed)::text[] as to_confirm`),
  );
  if (!row) throw new Error("The peers' statement returned no row.");
  return { peers: row.peers, toConfirm: row.to_confirm };
}

const isOpenGateway = (tenantId: string, gatewayId: string) => sql`not exists (select from gateways g
  where g.tenant_id = ${tenantId} and g.id = ${gatewayId} and g.closed_at is not null)`;
