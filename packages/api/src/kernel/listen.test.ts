import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { openListener } from "@portcullis/db/listen";
import { type Change, notify } from "@portcullis/db/notify";
import { withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { testDatabase } from "@portcullis/testing/test-database";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";

const tenant = tenantId(newId());

/** A pool that tells, and a listener by way of a connection that can be cut. */
async function aListener() {
  await using building = new AsyncDisposableStack();
  const database = building.use(await testDatabase());
  const proxy = building.use(await openTcpProxy());
  const db = building.adopt(openDatabase(database.applicationUrl, { applicationName: "test" }), (pool) =>
    closeDatabase(pool),
  );
  const listener = building.adopt(
    await openListener(proxy.to(database.applicationUrl), "portcullis-test-listener"),
    (open) => open.close(),
  );
  const heard: (Change | undefined)[] = [];
  const end = listener.subscribe((change) => heard.push(change));
  const change = (what: Omit<Change, "tenantId">) => withTenant(db, tenant, (tx) => notify(tx, what));
  const send = (payload: string) => db.execute(sql`select pg_notify('portcullis', ${payload})`);
  const stack = building.move();
  return { db, proxy, listener, heard, end, change, send, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

it("tells every subscriber of a change once it is committed, and nobody of one that was rolled back", async () => {
  await using fixture = await aListener();
  const undone = withTenant(fixture.db, tenant, async (tx) => {
    await notify(tx, { cascadeId: "undone" });
    throw new Error("rolled back");
  });
  await expect(undone).rejects.toThrow("rolled back");
  await fixture.change({ userId: "u", cascadeId: "c", sessions: true });
  await expect.poll(() => fixture.heard).toEqual([{ tenantId: tenant, userId: "u", cascadeId: "c", sessions: true }]);
});

it("tells nothing more to who has gone, and goes on telling the others", async () => {
  await using fixture = await aListener();
  fixture.end();
  const others: (Change | undefined)[] = [];
  fixture.listener.subscribe((change) => others.push(change));
  await fixture.change({ cascadeId: "c" });
  await expect.poll(() => others).toHaveLength(1);
  expect(fixture.heard).toEqual([]);
});

it.each([
  ["no JSON", "{"],
  ["nothing", ""],
  ["a word", "null"],
  ["another shape", '{"tenantId":5}'],
  ["rows", '[{"tenantId":"a"}]'],
])("survives a payload that is %s, taking it for anything, and hears the next", async (_, payload) => {
  await using fixture = await aListener();
  await fixture.send(payload);
  await fixture.change({ cascadeId: "next" });
  await expect.poll(() => fixture.heard).toEqual([undefined, { tenantId: tenant, cascadeId: "next" }]);
});

it("finds the server again after it was gone for several tries, and says that something may have been missed", async () => {
  await using fixture = await aListener();
  fixture.proxy.cut();
  await fixture.change({ cascadeId: "missed" });
  await expect.poll(() => fixture.proxy.refused(), { timeout: 10_000 }).toBeGreaterThan(2);
  expect(fixture.heard).toEqual([]);
  fixture.proxy.mend();
  await expect.poll(() => fixture.heard, { timeout: 10_000 }).toEqual([undefined]);
  await fixture.change({ cascadeId: "next" });
  await expect.poll(() => fixture.heard.at(-1)).toEqual({ tenantId: tenant, cascadeId: "next" });
});

it("hears itself, and does not where the connection is open and dead", async () => {
  await using fixture = await aListener();
  expect(await fixture.listener.receivesNotifications(fixture.db, 5_000)).toBe(true);
  fixture.proxy.silence();
  expect(await fixture.listener.receivesNotifications(fixture.db, 100)).toBe(false);
  fixture.proxy.reset();
  fixture.proxy.mend();
  await expect.poll(() => fixture.listener.receivesNotifications(fixture.db, 1_000)).toBe(true);
  expect(fixture.heard.filter((change) => change !== undefined)).toEqual([]);
});
