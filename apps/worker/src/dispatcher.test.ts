import { createInternalCaller } from "@portcullis/api/internal-router";
import { openFixture } from "@portcullis/api/testing/fixture";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
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
