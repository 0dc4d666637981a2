import { notify } from "@portcullis/db/notify";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { connectionsKeptDays, onlineWithinSeconds } from "@portcullis/domain/device/presence";
import { tokenRefused } from "@portcullis/domain/errors";
import type { AgentReport, PeerReport } from "@portcullis/domain/gateway";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { type Confirmed, noteConfirmation } from "./note-confirmation.ts";

/** Seconds that the time of a device's last connection may lag behind: every list sorts by it, so writing it costs. */
const lastConnectionLag = 60;
/** Connections that one report forgets at most: many times what comes to be in the seconds between two. */
const forgottenAtOnce = 100;

/**
 * What an agent says of its interface: itself, what it confirms, and the handshakes and traffic of its peers, in one statement
 * for all of them. It never waits for a row that somebody works on, as the next report says the same again; nobody is
 * notified but of cascades' confirmations. Keys that are no device's of the tenant are passed over.
 * @throws {DomainError} UNAUTHORIZED `token_refused` where the gateway was removed meanwhile
 */
export async function takeReport(ctx: GatewayContext, report: AgentReport): Promise<{ ok: true }> {
  const { tenantId, gatewayId } = ctx.principal;
  const confirmed = await withTenant(ctx.db, tenantId, async (tx) => {
    const [gateway] = await tx.execute(sql`
      update gateways set public_key = ${report.publicKey}, version = ${report.version}, peers = ${report.peerCount},
        last_report = statement_timestamp()
      where tenant_id = ${tenantId} and id = ${gatewayId}
      returning id`);
    if (!gateway) throw tokenRefused();
    const now = report.confirmed.length > 0 ? await confirm(tx, gatewayId, report.confirmed) : [];
    const heard = report.peers.filter((peer) => peer.handshakeAgo !== null);
    if (heard.length > 0) await notePresence(tx, gatewayId, heard);
    await forgetOldConnections(tx);
    return now;
  });
  for (const each of confirmed) noteConfirmation(ctx.principal, each);
  return { ok: true };
}

/** The first confirmation counts; what this gateway does not owe is passed over. */
async function confirm(tx: TenantTx, gatewayId: string, changeIds: readonly string[]): Promise<Confirmed[]> {
  const confirmed = await tx.execute<ConfirmedRow>(sql`
    with confirmed as (
      update gateway_confirmations set confirmed_at = statement_timestamp()
      where tenant_id = ${tx.tenantId} and gateway_id = ${gatewayId} and confirmed_at is null
        and change_id = any(${sql.param([...changeIds])}::uuid[])
      returning change_id, device_id, asked_at, confirmed_at, trace_parent
    ), newest as (
      select (extract(epoch from confirmed_at - asked_at) * 1000)::int as lag_ms from confirmed order by asked_at desc limit 1
    ), noted as (
      update gateways set lag_ms = newest.lag_ms from newest where tenant_id = ${tx.tenantId} and id = ${gatewayId}
    )
    select change_id as id, device_id is null as is_cascade, trace_parent,
      (extract(epoch from asked_at) * 1000)::float8 as asked_ms, (extract(epoch from confirmed_at) * 1000)::float8 as confirmed_ms,
      not exists (select from gateway_confirmations others where others.tenant_id = ${tx.tenantId} and others.change_id = confirmed.change_id
        and others.confirmed_at is null and others.gateway_id <> ${gatewayId}) as is_last
    from confirmed`);
  for (const { id, is_cascade } of confirmed) if (is_cascade) await notify(tx, { cascadeId: id });
  return confirmed.map(({ id, is_last, trace_parent, asked_ms, confirmed_ms }) => ({
    changeId: id,
    isLast: is_last,
    traceParent: trace_parent,
    askedAt: new Date(asked_ms),
    confirmedAt: new Date(confirmed_ms),
  }));
}

type ConfirmedRow = {
  readonly id: string;
  readonly is_cascade: boolean;
  readonly is_last: boolean;
  readonly trace_parent: string | null;
  readonly asked_ms: number;
  readonly confirmed_ms: number;
};

async function notePresence(tx: TenantTx, gatewayId: string, peers: readonly PeerReport[]): Promise<void> {
  const silence = sql`${onlineWithinSeconds} * interval '1 second'`;
  // Every lock is one that is free: a cascade locks user before devices, this could not.
  await tx.execute(sql`
    with reported as (
      select * from jsonb_to_recordset(${JSON.stringify(peers)}::jsonb)
        as r ("publicKey" text, endpoint text, "handshakeAgo" int, received bigint, sent bigint)
    ), known as (
      select d.id, d.user_id, d.last_connection, r.endpoint, r.received, r.sent,
        statement_timestamp() - r."handshakeAgo" * interval '1 second' as handshake
      from reported r join devices d on d.tenant_id = ${tx.tenantId} and d.public_key = r."publicKey"
    ), present as (
      select p.device_id from device_presence p join known on known.id = p.device_id
      where p.tenant_id = ${tx.tenantId} and p.gateway_id = ${gatewayId}
      for no key update of p skip locked
    ), over as (
      insert into device_connections (tenant_id, device_id, gateway_id, started_at, ended_at, endpoint, received, sent)
      select p.tenant_id, p.device_id, p.gateway_id, p.connected_since, p.last_handshake + ${silence}, p.endpoint,
        p.received - p.received_before, p.sent - p.sent_before
      from device_presence p join known on known.id = p.device_id join present on present.device_id = p.device_id
      where p.tenant_id = ${tx.tenantId} and p.gateway_id = ${gatewayId} and known.handshake > p.last_handshake + ${silence}
      on conflict do nothing
    ), refreshed as (
      update device_presence p set endpoint = known.endpoint,
        last_handshake = greatest(p.last_handshake, known.handshake),
        connected_since = case when known.handshake > p.last_handshake + ${silence} then known.handshake else p.connected_since end,
        received_before = case when known.handshake > p.last_handshake + ${silence} then p.received else p.received_before end,
        sent_before = case when known.handshake > p.last_handshake + ${silence} then p.sent else p.sent_before end,
        received = p.received + case when known.received < p.received_counter then known.received else known.received - p.received_counter end,
        sent = p.sent + case when known.sent < p.sent_counter then known.sent else known.sent - p.sent_counter end,
        received_counter = known.received, sent_counter = known.sent
      from known join present on present.device_id = known.id
      where p.tenant_id = ${tx.tenantId} and p.gateway_id = ${gatewayId} and p.device_id = known.id
    ), new as (
      select d.id from devices d join known on known.id = d.id
      where d.tenant_id = ${tx.tenantId} and not exists (
        select from device_presence p
        where p.tenant_id = d.tenant_id and p.gateway_id = ${gatewayId} and p.device_id = d.id)
      for key share of d skip locked
    ), added as (
      insert into device_presence
        (tenant_id, device_id, gateway_id, endpoint, last_handshake, connected_since, received, sent, received_counter,
          sent_counter, received_before, sent_before)
      select ${tx.tenantId}::uuid, known.id, ${gatewayId}::uuid, endpoint, handshake, handshake, received, sent, received, sent, 0, 0
      from known join new on new.id = known.id
      on conflict do nothing
      returning device_id
    ), seen as (
      select d.id from devices d join known on known.id = d.id
      -- First what is new: a row that this statement has changed is one that it can lock no more, and would be passed over.
      where d.tenant_id = ${tx.tenantId} and (select count(*) from added) is not null
        and (d.last_connection is null or d.last_connection < known.handshake - ${lastConnectionLag} * interval '1 second')
      for no key update of d skip locked
    ), moved as (
      update devices d set last_connection = known.handshake from known join seen on seen.id = known.id
      where d.tenant_id = ${tx.tenantId} and d.id = known.id
      returning d.user_id, d.last_connection
    ), theirs as (
      select user_id, max(last_connection) as at from moved group by user_id
    ), lately as (
      select u.id, theirs.at from users u join theirs on theirs.user_id = u.id
      where u.tenant_id = ${tx.tenantId} and (u.last_connection is null or u.last_connection < theirs.at)
      for no key update of u skip locked
    )
    update users u set last_connection = lately.at from lately where u.tenant_id = ${tx.tenantId} and u.id = lately.id`);
}

/**
 * Every report takes a few of its tenant's old connections away. Nobody else could without seeing across tenants; and a tenant
 * whose gateways are silent makes no new ones, so its table stays as it is.
 */
async function forgetOldConnections(tx: TenantTx): Promise<void> {
  await tx.execute(sql`
    with old as (
      select device_id, started_at, gateway_id from device_connections
      where tenant_id = ${tx.tenantId} and ended_at < now() - make_interval(days => ${connectionsKeptDays})
      order by ended_at limit ${forgottenAtOnce} for update skip locked
    )
    delete from device_connections c using old
    where c.tenant_id = ${tx.tenantId} and c.device_id = old.device_id and c.started_at = old.started_at
      and c.gateway_id = old.gateway_id`);
}
