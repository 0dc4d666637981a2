import { randomBytes } from "node:crypto";
import { listDevices } from "@portcullis/api/device/list-devices";
import { takeReport } from "@portcullis/api/gateway/take-report";
import type { ServiceContext } from "@portcullis/api/kernel/context";
import { createTenant } from "@portcullis/api/tenant/create-tenant";
import { getUser } from "@portcullis/api/user/get-user";
import { listUsers } from "@portcullis/api/user/list-users";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { devices } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { listDevices as listDevicesInput } from "@portcullis/domain/device/device";
import { type PeerReport, reportPeersMax, reportSeconds } from "@portcullis/domain/gateway";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { timestampNow } from "@portcullis/domain/timestamp";
import { listUsers as listUsersInput } from "@portcullis/domain/user/user";
import { quantile } from "../measure/compare.ts";
import { ownerContext } from "../test-bed/test-bed.ts";
import { ownDatabase } from "./own-database.ts";

const people = 2_500;
const devicesEach = 4;
/** Quiet and loaded spells in turn, each of one report interval. */
const spells = 6;
/** How much slower reads may be while every device is reported. */
const slowdownMax = 2;

interface Spell {
  readonly reads: readonly number[];
  readonly reports: readonly number[];
}

/** What it costs ordinary reads that 10,000 devices are reported every 15 seconds, against the same reads without. */
export async function benchReadsBesideReports(): Promise<boolean> {
  await using database = await ownDatabase();
  const db = openDatabase(database.applicationUrl, { applicationName: "bench" });
  const asOwner = openDatabase(database.ownerUrl, { applicationName: "bench owner", max: 1 });
  try {
    const dataset = await build(db, asOwner);
    await asOwner.$client.unsafe("vacuum analyze");
    const quiet: Spell[] = [];
    const loaded: Spell[] = [];
    for (let spell = 0; spell < spells; spell++) {
      const isLoaded = spell % 2 === 1;
      (isLoaded ? loaded : quiet).push(await consume(dataset, isLoaded, spell));
    }
    const without = quiet.flatMap(({ reads }) => reads);
    const beside = loaded.flatMap(({ reads }) => reads);
    const reports = loaded.flatMap((spell) => spell.reports);
    const line = (name: string, values: readonly number[]) =>
      `${name}: ${values.length} times, median ${quantile(values, 0.5).toFixed(2)} ms, p95 ${quantile(values, 0.95).toFixed(2)} ms\n`;
    process.stdout.write(`Reads beside reports of ${people * devicesEach} devices every ${reportSeconds} s\n`);
    process.stdout.write(line("reads alone", without) + line("reads beside reports", beside));
    process.stdout.write(line(`reports of ${reportPeersMax} devices`, reports));
    const slowdown = quantile(beside, 0.95) / quantile(without, 0.95);
    process.stdout.write(`The p95 of reads is ${slowdown.toFixed(2)} times that without.\n`);
    return slowdown <= slowdownMax;
  } finally {
    await Promise.all([closeDatabase(db), closeDatabase(asOwner)]);
  }
}

interface Dataset {
  readonly ctx: ServiceContext;
  readonly gatewayId: string;
  readonly keys: readonly string[];
  readonly userIds: readonly string[];
}

/** Reads one after the other for one interval; where loaded, every device is reported once meanwhile, in evenly spread batches. */
async function consume({ ctx, gatewayId, keys, userIds }: Dataset, isLoaded: boolean, spell: number): Promise<Spell> {
  const { db, principal } = ctx;
  const until = performance.now() + reportSeconds * 1_000;
  const reads: number[] = [];
  const reports: number[] = [];
  const readAll = async () => {
    for (let n = 0; performance.now() < until; n++) {
      const began = performance.now();
      if (n % 3 === 0) await getUser(ctx, { id: userIds[(n * 7) % userIds.length] ?? "" });
      else if (n % 3 === 1) await listUsers(ctx, listUsersInput.parse({ sort: "lastConnection", direction: "desc" }));
      else await listDevices(ctx, listDevicesInput.parse({ sort: "lastConnection", direction: "desc" }));
      reads.push(performance.now() - began);
    }
  };
  const interfaceKey = randomBytes(32).toString("base64");
  const reportAll = async () => {
    const batches = keys.length / reportPeersMax;
    for (let batch = 0; batch < batches; batch++) {
      const began = performance.now();
      const peers = keys.slice(batch * reportPeersMax, (batch + 1) * reportPeersMax).map(
        (key, index): PeerReport => ({
          publicKey: key,
          endpoint: "192.0.2.9:40000",
          // Each peer shakes hands every two minutes, evenly spread.
          handshakeAgo: (Math.floor(Date.now() / 1_000) + index) % 120,
          received: spell * 1_000,
          sent: spell * 100,
        }),
      );
      await takeReport(
        { db, principal: { kind: "gateway", tenantId: principal.tenantId, gatewayId } },
        { publicKey: interfaceKey, version: "bench", peerCount: keys.length, confirmed: [], peers },
      );
      reports.push(performance.now() - began);
      const rest = (reportSeconds * 1_000) / batches - (performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest)));
    }
  };
  await Promise.all([readAll(), ...(isLoaded ? [reportAll()] : [])]);
  return { reads, reports };
}

async function build(db: Database, asOwner: Database): Promise<Dataset> {
  const password = "correct horse battery staple";
  const owner = { email: "owner@bench.test", firstName: null, lastName: null, password };
  const made = await createTenant(asOwner, { slug: "bench", name: "Bench", owner });
  const tenant = tenantId(made.tenantId);
  const userIds = Array.from({ length: people }, newId);
  const keys: string[] = [];
  for (let from = 0; from < people; from += 500)
    keys.push(...(await addPeople(db, tenant, userIds.slice(from, from + 500))));
  const gatewayId = newId();
  await withTenant(db, tenant, (tx) =>
    tx.insert(gateways).values({
      tenantId: tenant,
      id: gatewayId,
      name: "Bench",
      endpoint: "192.0.2.1:51820",
      tokenHash: randomBytes(32),
    }),
  );
  const ctx = ownerContext(db, { tenantId: tenant, userId: made.ownerId, sessionId: newId() });
  return { ctx, gatewayId, keys, userIds };
}

/** Returns the keys of their devices. */
async function addPeople(db: Database, tenant: TenantId, ids: readonly string[]): Promise<string[]> {
  const rows = ids.flatMap((userId) =>
    Array.from({ length: devicesEach }, () => ({
      tenantId: tenant,
      id: newId(),
      userId,
      name: `device-${userId.slice(-6)}`,
      platform: "linux" as const,
      publicKey: randomBytes(32).toString("base64"),
    })),
  );
  await withTenant(db, tenant, async (tx) => {
    await tx.insert(users).values(
      ids.map((id) => ({
        tenantId: tenant,
        id,
        email: `${id}@bench.test`,
        status: "active" as const,
        acceptedAt: timestampNow(),
      })),
    );
    await tx.insert(devices).values(rows);
  });
  return rows.map(({ publicKey }) => publicKey);
}
