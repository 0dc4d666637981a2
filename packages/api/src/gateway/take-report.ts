import type { GatewayPrincipal } from "@portcullis/auth/principal";
import { notify } from "@portcullis/db/notify";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { connectionsKeptDays } from "@portcullis/domain/device/presence";
import { tokenRefused } from "@portcullis/domain/errors";
import { type AgentReport, agentReport, type PeerReport, reportTaken } from "@portcullis/domain/gateway";
import { cutOffBuckets } from "@portcullis/runtime/metrics";
import { recordSpan } from "@portcullis/runtime/tracing";
import { sql } from "drizzle-orm";
import { Histogram } from "prom-client";
import { useCase } from "../kernel/use-case.ts";
import { assertNotSimulated } from "../tenant/demo-ids.ts";

/**
 * Seconds by which two reports of one handshake may differ: ages are whole seconds, and reports travel. Only a new handshake
 * moves a device's last connection, by which every list sorts; presence follows from it, so it must not lag further behind.
 */
const handshakeJitter = 2;
/** Bytes altogether that are still a number to whoever reads them. */
const bytesMax = Number.MAX_SAFE_INTEGER;
/** Connections that one report forgets at most: many times what comes to be in the seconds between two. */
const forgottenAtOnce = 100;

/**
 * Stores an agent's report (its state, confirmations, handshakes and traffic) in one statement for all peers; only
 * confirmations of cascades are notified. Locked rows are skipped, because the next report repeats them, and keys that
 * belong to no device of the tenant are ignored.
 * @throws {DomainError} UNAUTHORIZED `token_refused` where the gateway was removed meanwhile · FORBIDDEN `gateway_simulated`
 */
export const takeReport = useCase({ access: { gateway: true } }, agentReport, reportTaken, async (ctx, report) => {
  const { tenantId, gatewayId } = ctx.principal;
  assertNotSimulated(gatewayId, report.version);
  const confirmed = await withTenant(ctx.db, tenantId, async (tx) => {
    const [gateway] = await tx.execute(sql`
      update gateways set public_key = ${report.publicKey}, version = ${report.version}, peers = ${report.peerCount},
        last_report = statement_timestamp(), ${appliedPolicy(report)}
      where tenant_id = ${tenantId} and id = ${gatewayId}
      returning id`);
    if (!gateway) throw tokenRefused();
    const now = report.confirmed.length > 0 ? await confirm(tx, gatewayId, report) : [];
    const heard = report.peers.filter((peer) => peer.handshakeAgo !== null);
    await Promise.all([heard.length > 0 && notePresence(tx, gatewayId, heard), forgetOldConnections(tx)]);
    return now;
  });
  for (const each of confirmed) noteConfirmation(ctx.principal, each);
  return { ok: true as const };
});

/** What the agent said that it does without the console; an agent that does not say leaves it unknown. */
function appliedPolicy({ failClosedAfter }: AgentReport) {
  const policy = failClosedAfter === undefined ? null : failClosedAfter === null ? "keep" : "fail_closed";
  return sql`applied_unreachable = ${policy}, applied_grace = ${failClosedAfter ?? null}::integer`;
}

/**
 * The first confirmation counts; what this gateway does not owe is passed over. With it goes what the interface knew of the
 * removed peers: the last handshake, and bytes since the report before.
 */
async function confirm(tx: TenantTx, gatewayId: string, report: AgentReport): Promise<Confirmed[]> {
  const { confirmed: changeIds, removed = [] } = report;
  const confirmed = await tx.execute<ConfirmedRow>(sql`
    with meant as (
      select change_id, user_id, public_key from gateway_confirmations
      where tenant_id = ${tx.tenantId} and gateway_id = ${gatewayId} and confirmed_at is null
        and change_id = any(${sql.param([...changeIds])}::uuid[])
    ), removed as (
      select r."publicKey" as public_key, d.user_id, statement_timestamp() - r."handshakeAgo" * interval '1 second' as handshake,
        case when p.received_counter is null then r.received else greatest(0, r.received - p.received_counter) end as received,
        case when p.sent_counter is null then r.sent else greatest(0, r.sent - p.sent_counter) end as sent
      from json_to_recordset(${JSON.stringify(removed)}::json) as r ("publicKey" text, "handshakeAgo" int, received bigint, sent bigint)
      left join devices d on d.tenant_id = ${tx.tenantId} and d.public_key = r."publicKey"
      left join device_presence p on p.tenant_id = d.tenant_id and p.device_id = d.id and p.gateway_id = ${gatewayId}
    ), exposed as (
      select m.change_id, max(r.handshake) as handshake, least(${bytesMax}, sum(r.received)) as received, least(${bytesMax}, sum(r.sent)) as sent
      from meant m join removed r on case when m.public_key is null then m.user_id is null or m.user_id = r.user_id
        else m.public_key = r.public_key end
      group by m.change_id
    ), confirmed as (
      update gateway_confirmations gc set confirmed_at = statement_timestamp(),
        last_handshake = (select e.handshake from exposed e where e.change_id = gc.change_id),
        received = (select e.received from exposed e where e.change_id = gc.change_id),
        sent = (select e.sent from exposed e where e.change_id = gc.change_id)
      where gc.tenant_id = ${tx.tenantId} and gc.gateway_id = ${gatewayId} and gc.confirmed_at is null
        and gc.change_id = any(${sql.param([...changeIds])}::uuid[])
      returning gc.change_id, gc.device_id, gc.asked_at, gc.confirmed_at, gc.trace_parent
    ), newest as (
      select (extract(epoch from confirmed_at - asked_at) * 1000)::int as lag_ms from confirmed order by asked_at desc limit 1
    ), noted as (
      update gateways set lag_ms = newest.lag_ms from newest where tenant_id = ${tx.tenantId} and id = ${gatewayId}
    )
    select change_id as id, exists (select from cascades c where c.tenant_id = ${tx.tenantId} and c.id = change_id) as is_cascade, trace_parent,
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
  // A report that names a peer twice: the last time counts, as each is written once.
  const named = [...new Map(peers.map((peer) => [peer.publicKey, peer])).values()];
  // Not `=`, which the index on gateways could serve: while statistics are gathered a gateway is new and has few devices, and the
  // planner goes on to read through all that it has for each one that is reported. Nor a join to update by, for the same reason.
  const ours = sql`p.tenant_id = ${tx.tenantId} and p.gateway_id is not distinct from ${gatewayId}::uuid`;
  // Every lock is one that is free: a cascade locks user before devices, this could not.
  await tx.execute(sql`
    with known as (
      select d.id, d.last_connection, r.endpoint, r.received, r.sent, r.handshake, p.*,
        r.handshake > p.last_handshake + online_within() as is_over
      from (
        select *, statement_timestamp() - "handshakeAgo" * interval '1 second' as handshake
        from json_to_recordset(${JSON.stringify(named)}::json)
          as r ("publicKey" text, endpoint text, "handshakeAgo" int, received bigint, sent bigint)
      ) r
      join devices d on d.tenant_id = ${tx.tenantId} and d.public_key = r."publicKey"
      left join lateral (
        select connected_since, last_handshake, endpoint as last_endpoint, received as received_sum, sent as sent_sum,
          received_counter, sent_counter, received_before, sent_before
        from device_presence p where ${ours} and p.device_id = d.id
        for no key update skip locked
      ) p on true
    ), over as (
      insert into device_connections (tenant_id, device_id, gateway_id, started_at, ended_at, endpoint, received, sent)
      select ${tx.tenantId}::uuid, id, ${gatewayId}::uuid, connected_since, last_handshake + online_within(), last_endpoint,
        received_sum - received_before, sent_sum - sent_before
      from known where is_over
      on conflict do nothing
    ), new as (
      select d.id from known cross join lateral (
        select id from devices where tenant_id = ${tx.tenantId} and id = known.id for key share skip locked
      ) d
      -- Not there, or there and locked.
      where last_handshake is null and (select count(*) from device_presence p where ${ours} and p.device_id = known.id) = 0
    ), written as (
      insert into device_presence
        (tenant_id, device_id, gateway_id, endpoint, last_handshake, connected_since, received, sent, received_counter,
          sent_counter, received_before, sent_before)
      select ${tx.tenantId}::uuid, id, ${gatewayId}::uuid, endpoint, greatest(last_handshake, handshake),
        case when is_over is false then connected_since else handshake end,
        least(${bytesMax}::bigint, coalesce(received_sum + case when received < received_counter then received else received - received_counter end, received)),
        least(${bytesMax}::bigint, coalesce(sent_sum + case when sent < sent_counter then sent else sent - sent_counter end, sent)),
        received, sent,
        case when is_over is false then received_before else coalesce(received_sum, 0) end,
        case when is_over is false then sent_before else coalesce(sent_sum, 0) end
      from known where last_handshake is not null or id in (select id from new)
      on conflict (tenant_id, device_id, gateway_id) do update set endpoint = excluded.endpoint,
        last_handshake = excluded.last_handshake, connected_since = excluded.connected_since, received = excluded.received,
        sent = excluded.sent, received_counter = excluded.received_counter, sent_counter = excluded.sent_counter,
        received_before = excluded.received_before, sent_before = excluded.sent_before
      returning device_id
    ), seen as (
      select d.id, known.handshake from devices d join known on known.id = d.id
      -- First what is new: a row that this statement has changed is one that it can lock no more, and would be passed over.
      where d.tenant_id = ${tx.tenantId} and (select count(*) from written) is not null
        and (known.last_connection is null or known.last_connection < known.handshake - ${handshakeJitter} * interval '1 second')
        and (d.last_connection is null or d.last_connection < known.handshake - ${handshakeJitter} * interval '1 second')
      for no key update of d skip locked
    ), moved as (
      update devices d set last_connection = seen.handshake from seen
      where d.tenant_id = ${tx.tenantId} and d.id = seen.id
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

/** A gateway's confirmation that what a change took away is off its interface, with its times by the database's clock. */
export interface Confirmed {
  readonly changeId: string;
  /** Whether every other gateway has confirmed. Two that confirm at the same instant may both say no. */
  readonly isLast: boolean;
  readonly traceParent: string | null;
  readonly askedAt: Date;
  readonly confirmedAt: Date;
}

const each = new Histogram({
  name: "portcullis_gateway_confirmation_seconds",
  help: "Seconds from a change that takes access away to the confirmation of each gateway that its interface no longer lets the device in.",
  buckets: cutOffBuckets,
});
const last = new Histogram({
  name: "portcullis_cut_off_gateways_seconds",
  help: "Seconds from a change that takes access away to the confirmation of the last gateway that had to confirm it.",
  buckets: cutOffBuckets,
});

/** Counts it, and ends the trace that began with a click. */
export function noteConfirmation({ tenantId, gatewayId }: GatewayPrincipal, confirmed: Confirmed): void {
  const { changeId, isLast, traceParent, askedAt, confirmedAt } = confirmed;
  const seconds = (confirmedAt.getTime() - askedAt.getTime()) / 1000;
  each.observe(seconds);
  if (isLast) last.observe(seconds);
  recordSpan("gateway.confirmation", {
    parent: traceParent,
    from: askedAt,
    to: confirmedAt,
    attributes: {
      "portcullis.tenant_id": tenantId,
      "portcullis.gateway_id": gatewayId,
      "portcullis.change_id": changeId,
    },
  });
}
