import { freePort } from "@portcullis/db/embedded/free-port";
import { apiWith } from "@portcullis/lab/api";
import { signIn } from "@portcullis/lab/sign-in";
import { seedDemo } from "@portcullis/services/demo/seed-demo";
import { testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { expect, it } from "vitest";
import { openBalancer } from "../testing/balancer.ts";
import { startConsole, startWorker } from "../testing/instance.ts";
import { startTraffic } from "../testing/traffic.ts";

const seconds = 60_000;

it("restarts two consoles and two workers in turn, and nobody notices", async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await testDatabase());
  await seedDemo(database);
  const ports = await Promise.all([freePort(), freePort()]);
  // The consoles must know their address before the balancer has looked at them.
  const balancer = stack.use(await openBalancer(ports));
  const options = { databaseUrl: database.applicationUrl, publicUrl: balancer.url };
  const consoles = await Promise.all(ports.map(async (port) => stack.use(await startConsole(port, options))));
  const workers = await Promise.all([1, 2].map(async () => stack.use(await startWorker(options))));
  await expect.poll(balancer.ready, { timeout: seconds }).toEqual(ports);

  const cookie = await signIn(balancer.url, { tenant: "acme", email: "owner@acme.test", password: "portcullis-demo" });
  const owner = apiWith(balancer.url, cookie);
  const { items } = await owner.user.list.query({ status: ["active"], limit: 100 });
  const userIds = items.filter(({ isOwner, email }) => !isOwner && !email.startsWith("admin")).map(({ id }) => id);
  const traffic = startTraffic(balancer.url, { cookie, userIds: userIds.slice(0, 40) });
  await using _ = { [Symbol.asyncDispose]: traffic.stop };
  const isFlowing = async () => {
    const before = new Map(traffic.done);
    const streamsBefore = traffic.streams.heard;
    await expect
      .poll(
        () => ["read", "change", "page"].every((kind) => (traffic.done.get(kind) ?? 0) > (before.get(kind) ?? 0) + 3),
        {
          timeout: seconds,
        },
      )
      .toBe(true);
    await expect.poll(() => traffic.streams.heard, { timeout: seconds }).toBeGreaterThan(streamsBefore);
  };

  await isFlowing();
  const ended: unknown[] = [];
  for (const [turn, console] of consoles.entries()) {
    ended.push(await console.restart());
    await expect.poll(balancer.ready, { timeout: seconds }).toEqual(ports);
    await isFlowing();
    ended.push(await workers[turn]?.restart());
    await isFlowing();
  }
  await traffic.stop();

  expect(ended).toEqual([0, 0, 0, 0]);
  expect(balancer.unanswered()).toEqual([]);
  expect(traffic.failed).toEqual([]);
  expect(new Set(balancer.given().keys())).toEqual(new Set(ports));
  // Each restart ended the streams of one console, and they came back.
  expect(traffic.streams.opened).toBeGreaterThan(3);
  await using sql = closing(postgres(database.ownerUrl, { max: 1, onnotice: () => {} }));
  const unfinished = () => sql.client`select 1 from cascades where status in ('running', 'failed')`;
  await expect.poll(async () => (await unfinished()).length, { timeout: seconds }).toBe(0);
  const stored = await sql.client<{ id: string; status: string }[]>`
    select id, status from users where id = any(${[...traffic.states.keys()]}::uuid[])`;
  expect(new Map(stored.map(({ id, status }) => [id, status]))).toEqual(new Map(traffic.states));
  const [trail] = await sql.client<{ changes: number }[]>`
    select count(*)::int as changes from audit_events
    where action in ('user.deactivated', 'user.reactivated') and cascade_id in (select id from cascades)
      and at > (select max(created_at) from sessions)`;
  expect(trail?.changes).toBe(traffic.done.get("change"));
  console.info(
    `while ${consoles.length} consoles and ${workers.length} workers were restarted: ${[...traffic.done].map(([kind, count]) => `${count} ${kind}`).join(", ")}, ${traffic.streams.opened} streams opened, ${traffic.failed.length} failed`,
  );
});

function closing(client: postgres.Sql) {
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
