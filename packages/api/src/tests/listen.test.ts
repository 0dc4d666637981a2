import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { openListener } from "@portcullis/db/listen";
import { type Change, notify } from "@portcullis/db/notify";
import { withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { openLine } from "@portcullis/testing/line";
import { testDatabase } from "@portcullis/testing/test-database";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";

const tenant = tenantId(newId());

/** A pool that tells, and a listener by way of a connection that can be cut. */
async function aListener() {
  await using building = new AsyncDisposableStack();
  const database = building.use(await testDatabase());
  const line = building.use(await openLine());
  const db = building.adopt(openDatabase(database.applicationUrl, { applicationName: "test" }), (pool) =>
    closeDatabase(pool),
  );
  const listener = building.adopt(
    await openListener(line.to(database.applicationUrl), "portcullis-test-listener"),
    (open) => open.close(),
  );
  const heard: (Change | undefined)[] = [];
  const end = listener.subscribe((change) => heard.push(change));
  const tell = (what: Omit<Change, "tenantId">) => withTenant(db, tenant, (tx) => notify(tx, what));
  const send = (payload: string) => db.execute(sql`select pg_notify('portcullis', ${payload})`);
  const stack = building.move();
  return { db, line, listener, heard, end, tell, send, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

it("tells every subscriber of a change once it is committed, and nobody of one that was rolled back", async () => {
  await using world = await aListener();
  const undone = withTenant(world.db, tenant, async (tx) => {
    await notify(tx, { cascadeId: "undone" });
    throw new Error("rolled back");
  });
  await expect(undone).rejects.toThrow("rolled back");
  await world.tell({ userId: "u", cascadeId: "c", sessions: true });
  await expect.poll(() => world.heard).toEqual([{ tenantId: tenant, userId: "u", cascadeId: "c", sessions: true }]);
});

it("tells nothing more to who has gone, and goes on telling the others", async () => {
  await using world = await aListener();
  world.end();
  const others: (Change | undefined)[] = [];
  world.listener.subscribe((change) => others.push(change));
  await world.tell({ cascadeId: "c" });
  await expect.poll(() => others).toHaveLength(1);
  expect(world.heard).toEqual([]);
});

it.each([
  ["no JSON", "{"],
  ["nothing", ""],
  ["a word", "null"],
  ["another shape", '{"tenantId":5}'],
  ["rows", '[{"tenantId":"a"}]'],
])("survives a payload that is %s, taking it for anything, and hears the next", async (_, payload) => {
  await using world = await aListener();
  await world.send(payload);
  await world.tell({ cascadeId: "next" });
  await expect.poll(() => world.heard).toEqual([undefined, { tenantId: tenant, cascadeId: "next" }]);
});

it("finds the server again after it was gone for several tries, and says that something may have been missed", async () => {
  await using world = await aListener();
  world.line.cut();
  await world.tell({ cascadeId: "missed" });
  await expect.poll(() => world.line.refused(), { timeout: 10_000 }).toBeGreaterThan(2);
  expect(world.heard).toEqual([]);
  world.line.mend();
  await expect.poll(() => world.heard, { timeout: 10_000 }).toEqual([undefined]);
  await world.tell({ cascadeId: "next" });
  await expect.poll(() => world.heard.at(-1)).toEqual({ tenantId: tenant, cascadeId: "next" });
});

it("hears itself, and does not where the connection is open and dead", async () => {
  await using world = await aListener();
  expect(await world.listener.hears(world.db, 5_000)).toBe(true);
  world.line.silence();
  expect(await world.listener.hears(world.db, 100)).toBe(false);
  world.line.reset();
  world.line.mend();
  await expect.poll(() => world.listener.hears(world.db, 1_000)).toBe(true);
  expect(world.heard.filter((change) => change !== undefined)).toEqual([]);
});
