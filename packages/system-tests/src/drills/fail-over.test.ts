import { bootstrap } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { signIn } from "@portcullis/testing/sign-in";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { roles } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { expect, it } from "vitest";
import { apiWith } from "../network/api.ts";
import { openCluster } from "../testing/debian-postgresql.ts";
import { startConsole, startWorker } from "../testing/instance.ts";
import { startTraffic } from "../testing/traffic.ts";

const patience = { timeout: 60_000 };

it("loses nothing that was acknowledged when the primary dies and its standby takes over", async () => {
  await using stack = new AsyncDisposableStack();
  const primary = stack.use(await openCluster());
  const urls = await bootstrap({
    superuserUrl: primary.superuserUrl,
    database: "portcullis",
    ...roles,
  });
  await migrate(urls);
  await seedDemo(urls);
  const standby = stack.use(await primary.standby());
  await expect.poll(() => isFollowed(primary.superuserUrl), patience).toBe(true);

  // What an operator has here is an address that moves, or a proxy that asks who the primary is.
  const line = stack.use(await openTcpProxy());
  const databaseUrl = line.to(urls.applicationUrl);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  stack.use(await startConsole(port, { databaseUrl, publicUrl: url }));
  stack.use(await startWorker({ databaseUrl }));
  const cookie = await signIn(url, { tenant: "acme", email: "owner@acme.test", password: "portcullis-demo" });
  const { items } = await apiWith(url, cookie).user.list.query({ status: ["active"], limit: 100 });
  const userIds = items.filter(({ isOwner, email }) => !isOwner && !email.startsWith("admin")).map(({ id }) => id);
  const traffic = startTraffic(url, { cookie, userIds: userIds.slice(0, 20) });
  await using _ = { [Symbol.asyncDispose]: traffic.stop };
  const changes = () => traffic.cascadeIds.length;
  const goOn = async (count: number) => {
    const wanted = changes() + count;
    await expect.poll(changes, patience).toBeGreaterThan(wanted);
  };

  await goOn(40);
  await primary.kill();
  const died = performance.now();
  const before = changes();
  await standby.promote();
  line.to(portOf(standby.superuserUrl, urls.applicationUrl));
  await goOn(40);
  const back = performance.now() - died;
  await traffic.stop();

  await using sql = closing(postgres(portOf(standby.superuserUrl, urls.ownerUrl), { max: 1, onnotice: () => {} }));
  const unfinished = () => sql.client`select 1 from cascades where status in ('running', 'failed')`;
  await expect.poll(async () => (await unfinished()).length, patience).toBe(0);
  const kept = await sql.client<
    { id: string }[]
  >`select id from cascades where id = any(${[...traffic.cascadeIds]}::uuid[])`;
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(traffic.cascadeIds));
  const result = await sql.client<{ id: string }[]>`
    select distinct cascade_id as id from audit_events
    where cascade_id = any(${[...traffic.cascadeIds]}::uuid[]) and action in ('user.deactivated', 'user.reactivated')`;
  expect(result).toHaveLength(new Set(traffic.cascadeIds).size);
  const stored = await sql.client<{ id: string; status: string }[]>`
    select id, status from users where id = any(${[...traffic.states.keys()]}::uuid[])`;
  for (const { id, status } of stored)
    if (!traffic.unsure.has(id)) expect([id, status]).toEqual([id, traffic.states.get(id)]);
  console.info(
    `${before} changes acknowledged before the primary died, ${changes() - before} after; 40 of those within ${(back / 1000).toFixed(1)} s; ${traffic.failed.length} requests failed meanwhile`,
  );
});

/** Whether a commit waits for the standby by now. */
async function isFollowed(superuserUrl: string): Promise<boolean> {
  const sql = postgres(superuserUrl, { max: 1 });
  try {
    const rows = await sql`select 1 from pg_stat_replication where sync_state = 'sync'`;
    return rows.length === 1;
  } finally {
    await sql.end();
  }
}

/** The same role and database, on the server of that other one. */
function portOf(server: string, url: string): string {
  const moved = new URL(url);
  moved.port = new URL(server).port;
  return moved.href;
}

function closing(client: postgres.Sql) {
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
