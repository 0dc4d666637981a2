import { createInternalCaller } from "@portcullis/api/internal-router";
import { type Fixture, openFixture } from "@portcullis/api/testing/fixture";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { pino } from "pino";
import { expect, it, vi } from "vitest";
import { startSealer } from "./sealer.ts";

const silent = { log: pino({ level: "silent" }), patienceMs: 30_000, onSilence: () => {}, isBusy: () => false };

function sealerOf(fixture: Fixture, isBusy = silent.isBusy) {
  const caller = createInternalCaller({ db: fixture.db, principal: { kind: "worker" } });
  const sealer = startSealer({ caller, ...silent, isBusy });
  return { ...sealer, [Symbol.asyncDispose]: () => sealer.stop() };
}

it("seals the audit logs of all tenants, told by nobody, several at work on the same", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  for (const { owner } of [fixture, other]) await owner.call.tenant.update({ maxDevices: 7 });
  await using first = sealerOf(fixture);
  await using second = sealerOf(fixture);
  for (const { owner } of [fixture, other]) {
    await expect.poll(() => owner.call.audit.seal()).toMatchObject({ head: { number: 1 }, waiting: 0 });
  }
  expect([first.isHealthy(), second.isHealthy()]).toEqual([true, true]);
});

it("goes on sealing though devices are being switched all the time", async () => {
  await using fixture = await openFixture();
  await fixture.owner.call.tenant.update({ maxDevices: 7 });
  const isBusy = vi.fn(() => true);
  await using _sealer = sealerOf(fixture, isBusy);
  await expect.poll(() => fixture.owner.call.audit.seal()).toMatchObject({ waiting: 0 });
  expect(isBusy).toHaveBeenCalled();
});

it("says so when the database, though connected, does not answer any more", async () => {
  await using fixture = await openFixture();
  await using line = await openTcpProxy();
  const db = openDatabase(line.to(fixture.url), { applicationName: "portcullis-test-sealer", max: 2 });
  await db.execute("select 1");
  const isSilent = Promise.withResolvers<void>();
  const caller = createInternalCaller({ db, principal: { kind: "worker" } });
  line.silence();
  const sealer = startSealer({ caller, ...silent, patienceMs: 300, onSilence: isSilent.resolve });
  await isSilent.promise;
  expect(sealer.isHealthy()).toBe(false);
  // Its last question ends with the line, and so does the sealer.
  line.reset();
  await Promise.all([sealer.stop(), closeDatabase(db, 0)]);
});

it("looks again in seconds though the clock is set back by an hour while it looks", async () => {
  await using fixture = await openFixture();
  const caller = createInternalCaller({ db: fixture.db, principal: { kind: "worker" } });
  let looks = 0;
  const due = () => {
    looks++;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
    // Nothing waits, so the next look comes after a pause.
    return Promise.resolve([]);
  };
  const sealer = startSealer({ caller: { ...caller, audit: { ...caller.audit, due } }, ...silent });
  await expect.poll(() => looks, { timeout: 12_000 }).toBeGreaterThan(1);
  await sealer.stop();
  vi.useRealTimers();
});
