import { createInternalCaller } from "@portcullis/api/internal-router";
import { changeSet } from "@portcullis/api/kernel/change-set";
import { openFixture } from "@portcullis/api/testing/fixture";
import { lifecycleForms } from "@portcullis/api/user/change-lifecycle";
import { deactivateUser } from "@portcullis/api/user/deactivate-user";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { withTenant } from "@portcullis/db/tenant";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { pino } from "pino";
import { expect, it } from "vitest";
import { startDispatcher } from "./dispatcher.ts";

it("says so when the database, though connected, does not answer any more", async () => {
  await using fixture = await openFixture();
  await using line = await openTcpProxy();
  const db = openDatabase(line.to(fixture.url), { applicationName: "portcullis-test-dispatcher", max: 5 });
  await db.execute("select 1");
  const silent = Promise.withResolvers<void>();
  const dispatcher = startDispatcher({
    caller: createInternalCaller({ db, principal: { kind: "worker" } }),
    listener: fixture.listener,
    log: pino({ level: "silent" }),
    patienceMs: 300,
    onSilence: silent.resolve,
  });
  line.silence();
  await silent.promise;
  expect(dispatcher.isHealthy()).toBe(false);
  // Its last question ends with the line, and so does the dispatcher.
  line.reset();
  await Promise.all([dispatcher.stop(), closeDatabase(db, 0)]);
});

it("carries many changes of one act through, and lets a single one go first", async () => {
  await using fixture = await openFixture();
  const people = await Promise.all(Array.from({ length: 60 }, () => fixture.aUserWithDevices()));
  const { user: late } = await fixture.aUserWithDevices();
  const principal = await fixture.admin.parts().authenticate();
  if (!principal) throw new Error("The session has ended.");
  await withTenant(fixture.db, fixture.tenantId, (tx) =>
    changeSet(
      lifecycleForms.deactivate,
      tx,
      { principal, meta: deactivateUser.meta },
      { ids: people.map(({ user }) => user.id), input: {} },
    ),
  );
  const dispatcher = startDispatcher({
    caller: createInternalCaller({ db: fixture.db, principal: { kind: "worker" } }),
    listener: fixture.listener,
    log: pino({ level: "silent" }),
    patienceMs: 30_000,
    onSilence: () => {},
  });
  await fixture.admin.call.user.deactivate({ id: late.id });
  const running = async () => (await fixture.admin.call.cascade.list({ status: ["running"] })).total.count;
  await expect.poll(running).toBe(0);
  const { items } = await fixture.admin.call.cascade.list({ limit: 100 });
  expect(items).toHaveLength(61);
  for (const { status, devicesDone } of items) expect([status, devicesDone]).toEqual(["done", 2]);
  await dispatcher.stop();
});
