import { randomBytes } from "node:crypto";
import { takeReport } from "@portcullis/api/gateway/take-report";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { type PeerReport, reportPeersMax } from "@portcullis/domain/gateway";
import { tenantId } from "@portcullis/domain/ids";
import { sideBySide } from "../measure/compare.ts";
import { ratioRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { largest } from "../seed/sizes.ts";
import type { BenchCase } from "../test-bed/test-bed.ts";

const reported = 10_000;

interface Heard {
  readonly id: string;
  readonly publicKey: string;
}

/** Reports of ten thousand devices as an agent sends them, against plain statements that write the same rows. */
export const presence: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  const tenant = dataset.tenantIds[largest] ?? "";
  const devices = await dataset.sql<Heard[]>`select id, public_key as "publicKey" from devices
    where tenant_id = ${tenant} order by md5(id::text) limit ${testBed.calls(reported)}`;
  const [gatewayId, otherId] = [
    await addGateway(dataset, tenant, "Bench"),
    await addGateway(dataset, tenant, "By hand"),
  ];
  const db = openDatabase(dataset.applicationUrl, { applicationName: "bench", max: 1 });
  try {
    const principal = { kind: "gateway", tenantId: tenantId(tenant), gatewayId } as const;
    const batches = Array.from({ length: Math.ceil(devices.length / reportPeersMax) }, (_, n) =>
      devices.slice(n * reportPeersMax, (n + 1) * reportPeersMax),
    );
    const interfaceKey = randomBytes(32).toString("base64");
    // A peer shakes hands every two minutes: most reports say the same handshake again.
    const handshakeAt = Date.now();
    const timed = async (write: (batch: readonly Heard[]) => Promise<unknown>) => {
      const began = performance.now();
      for (const batch of batches) await write(batch);
      return devices.length / ((performance.now() - began) / 1_000);
    };
    const taken = await sideBySide(
      repetitions,
      (turn) =>
        timed((batch) =>
          takeReport(
            { db, principal },
            {
              publicKey: interfaceKey,
              version: "bench",
              peerCount: devices.length,
              confirmed: [],
              peers: batch.map((device) => peer(device, turn, handshakeAt)),
            },
          ),
        ),
      (turn) => timed((batch) => byHand(dataset, tenant, otherId, { batch, turn, handshakeAt })),
    );
    return [
      ratioRow(
        {
          benchCase: `presence of ${devices.length} devices, ${reportPeersMax} a report`,
          unit: "devices/s",
          baseline: "a bare upsert with the same history rows",
          goal: { is: "at least", value: 0.7 },
        },
        taken.ours,
        taken.baseline,
      ),
    ];
  } finally {
    await closeDatabase(db);
  }
};

const peer = ({ publicKey }: Heard, turn: number, handshakeAt: number): PeerReport => ({
  publicKey,
  endpoint: "192.0.2.9:40000",
  handshakeAgo: Math.floor((Date.now() - handshakeAt) / 1_000),
  received: turn * 1_000,
  sent: turn * 100,
});

async function addGateway(dataset: Dataset, tenant: string, name: string): Promise<string> {
  const id = newId();
  await dataset.sql`insert into gateways (tenant_id, id, name, endpoint, token_hash)
    values (${tenant}, ${id}, ${name}, '192.0.2.1:51820', ${randomBytes(32)})`;
  return id;
}

/** The same rows in plain statements: connections that are over, presence, and when devices and users were last connected. */
function byHand(
  dataset: Dataset,
  tenant: string,
  gatewayId: string,
  {
    batch,
    turn,
    handshakeAt,
  }: { readonly batch: readonly Heard[]; readonly turn: number; readonly handshakeAt: number },
) {
  const ids = batch.map(({ id }) => id);
  const handshake = new Date(handshakeAt).toISOString();
  const [received, sent] = [turn * 1_000, turn * 100];
  return dataset.sql.begin((sql) => [
    sql`
      insert into device_connections (tenant_id, device_id, gateway_id, started_at, ended_at, endpoint, received, sent)
      select tenant_id, device_id, gateway_id, connected_since, last_handshake + interval '180 seconds', endpoint,
        received - received_before, sent - sent_before
      from device_presence where tenant_id = ${tenant} and gateway_id = ${gatewayId} and device_id = any(${ids}::uuid[])
        and last_handshake < ${handshake}::timestamptz - interval '180 seconds' on conflict do nothing`,
    sql`
      insert into device_presence (tenant_id, device_id, gateway_id, endpoint, last_handshake, connected_since, received, sent,
        received_counter, sent_counter, received_before, sent_before)
      select ${tenant}, id, ${gatewayId}, '192.0.2.9:40000', ${handshake}::timestamptz, ${handshake}::timestamptz, ${received}::bigint,
        ${sent}::bigint, ${received}::bigint, ${sent}::bigint, 0, 0 from unnest(${ids}::uuid[]) id
      on conflict (tenant_id, device_id, gateway_id) do update set last_handshake = excluded.last_handshake,
        endpoint = excluded.endpoint, received = excluded.received, sent = excluded.sent,
        received_counter = excluded.received_counter, sent_counter = excluded.sent_counter`,
    sql`
      update devices set last_connection = ${handshake}::timestamptz where tenant_id = ${tenant} and id = any(${ids}::uuid[])
        and (last_connection is null or last_connection < ${handshake}::timestamptz - interval '2 seconds')`,
    sql`
      update users u set last_connection = ${handshake}::timestamptz from devices d
      where d.tenant_id = ${tenant} and d.id = any(${ids}::uuid[]) and u.tenant_id = d.tenant_id and u.id = d.user_id
        and (u.last_connection is null or u.last_connection < ${handshake}::timestamptz - interval '2 seconds')`,
    sql`update gateways set last_report = now(), peers = ${ids.length} where tenant_id = ${tenant} and id = ${gatewayId}`,
  ]);
}
