import { seedDemo } from "@portcullis/demo/seed-demo";
import { testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { expect, it } from "vitest";
import { busyProduct, expectUnharmed } from "../testing/busy-product.ts";

it("restarts two consoles and two workers in turn, and nobody notices", async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await testDatabase());
  await seedDemo(database);
  const product = stack.use(await busyProduct(database));
  const { consoles, workers, traffic } = product;

  await product.isFlowing();
  const ended: unknown[] = [];
  for (const [turn, console] of consoles.entries()) {
    ended.push(await console.restart());
    await product.bothReady();
    await product.isFlowing();
    ended.push(await workers[turn]?.restart());
    await product.isFlowing();
  }
  await traffic.stop();

  expect(ended).toEqual([0, 0, 0, 0]);
  await expectUnharmed(product, database.ownerUrl);
  expect(new Set(product.balancer.given().keys())).toEqual(new Set(consoles.map(({ port }) => port)));
  // Each restart ended the streams of one console, and they came back.
  expect(traffic.streams.opened).toBeGreaterThan(3);
  const sql = stack.adopt(postgres(database.ownerUrl, { max: 1, onnotice: () => {} }), (client) => client.end());
  const [auditLog] = await sql<{ changes: number }[]>`
    select count(*)::int as changes from audit_events
    where action in ('user.deactivated', 'user.reactivated') and cascade_id in (select id from cascades)
      and at > (select max(created_at) from sessions)`;
  expect(auditLog?.changes).toBe(traffic.done.get("change"));
  console.info(
    `while ${consoles.length} consoles and ${workers.length} workers were restarted: ${[...traffic.done].map(([kind, count]) => `${count} ${kind}`).join(", ")}, ${traffic.streams.opened} streams opened, ${traffic.failed.length} failed`,
  );
});
