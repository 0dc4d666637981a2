import { deviceAddresses } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { withTenant, withTenantReadOnly } from "@portcullis/db/tenant";
import { type Peer, type PeersEvent, reportConfirmedMax } from "@portcullis/domain/gateway";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { fromOpen, isStillPending } from "../change/internal.ts";
import type { GatewayContext } from "../kernel/context.ts";

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
      ), pending as (
        select o.change_id as id from ${fromOpen}
        where o.tenant_id = ${tenantId} and o.gateway_id = ${gatewayId} and o.confirmed_at is null and ${isMeant(sql`o.user_id`)}
          and ${isStillPending}
        order by o.change_id limit ${reportConfirmedMax}
      )
      select coalesce((select json_agg(json_build_object('userId', user_id, 'publicKey', public_key, 'allowedIps', allowed_ips)) from peers), '[]') as peers,
        array(select id from pending)::text[] as to_confirm`),
  );
  if (!row) throw new Error("The peers' statement returned no row.");
  return { peers: row.peers, toConfirm: row.to_confirm };
}

const isOpenGateway = (tenantId: string, gatewayId: string) => sql`not exists (select from gateways g
  where g.tenant_id = ${tenantId} and g.id = ${gatewayId} and g.closed_at is not null)`;

/**
 * The access view as peers, `user_id`, `public_key` and `allowed_ips` in the order of the addresses: the one source of every
 * list of peers that leaves the database.
 * @param isMeant narrows it, by the view's columns
 */
export function accessPeers(tenantId: string, isMeant: SQL = sql`true`): SQL {
  return sql`
    select access.user_id, access.public_key, coalesce(
      array_agg(${deviceAddresses.network}::text order by ${deviceAddresses.network}) filter (where ${deviceAddresses.network} is not null),
      '{}') as allowed_ips
    from access
    left join ${deviceAddresses} on ${deviceAddresses.tenantId} = access.tenant_id and ${deviceAddresses.deviceId} = access.device_id
    where access.tenant_id = ${tenantId} and ${isMeant}
    group by access.user_id, access.public_key`;
}

/** What a gateway is told besides its peers. */
export type GatewayTerms = Pick<Extract<PeersEvent, { kind: "full" }>, "address" | "failClosedAfter">;

/**
 * The gateway's own address with the range's prefix, which is the first after the network's own and is given to no device; and
 * how long its own setting, or else the tenant's, bears the console's silence.
 */
export async function readGatewayTerms(ctx: GatewayContext): Promise<GatewayTerms> {
  const [terms] = await withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) =>
    tx
      .select({
        address: sql<string>`host(network(${tenants.addressRange}::inet) + 1) || '/' || masklen(${tenants.addressRange}::inet)`,
        failClosedAfter: sql<number | null>`case coalesce(${gateways.unreachable}, ${tenants.gatewayUnreachable})
          when 'fail_closed' then coalesce(${gateways.grace}, ${tenants.gatewayGrace}) end`,
      })
      .from(tenants)
      .leftJoin(gateways, and(eq(gateways.tenantId, tenants.id), eq(gateways.id, ctx.principal.gatewayId)))
      .where(eq(tenants.id, tx.tenantId)),
  );
  if (!terms) throw new Error("The tenant of the gateway no longer exists.");
  return terms;
}

/**
 * Commits that a gateway's agent came for the peers, before it is given any: from then on it is asked about what ends. The first
 * time waits for changes under way that passed the gateway over, so that the peers that follow are without what they ended.
 */
export async function noteContact({ db, principal }: GatewayContext): Promise<void> {
  const { tenantId, gatewayId } = principal;
  await withTenant(db, tenantId, (tx) =>
    tx
      .update(gateways)
      .set({ contactedAt: sql`statement_timestamp()` })
      .where(and(eq(gateways.tenantId, tenantId), eq(gateways.id, gatewayId), isNull(gateways.contactedAt))),
  );
}
