import { createInternalCaller } from "@portcullis/api/internal-router";
import { openFixture } from "@portcullis/api/testing/fixture";
import { pino } from "pino";
import { expect, it } from "vitest";
import { startBulkRunner } from "./bulk-runner.ts";

it("carries the bulk operations of all tenants through, and says how far each is", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const caller = createInternalCaller({ db: fixture.db, principal: { kind: "worker" } });
  const line = { log: pino({ level: "silent" }), patienceMs: 30_000, onSilence: () => {} };
  const runner = startBulkRunner({ caller, listener: fixture.listener, ...line });
  const ending = new AbortController();
  const events = await fixture.owner.callWith(ending.signal).cascade.watch();
  const seen: unknown[] = [];
  const watching = (async () => {
    for await (const event of events) {
      if (event.kind === "bulk") seen.push([event.operation.id, event.operation.status, event.operation.changed]);
    }
  })();
  const started = [fixture, other].map(async (tenant) => {
    const people = await Promise.all(Array.from({ length: 3 }, () => tenant.aUser()));
    const { bulk } = tenant.owner.call;
    const of = { by: "ids", ids: people.map(({ id }) => id) } as const;
    const { operation } = await bulk.preview({ action: { verb: "user.deactivate" }, of });
    await bulk.start({ id: operation.id });
    await expect.poll(() => bulk.get({ id: operation.id })).toMatchObject({ status: "done", changed: 3 });
    return operation.id;
  });
  const [ours = ""] = await Promise.all(started);
  await expect.poll(() => seen.at(-1)).toEqual([ours, "done", 3]);
  expect(seen.every((each) => Array.isArray(each) && each[0] === ours)).toBe(true);
  expect(runner.isHealthy()).toBe(true);
  ending.abort();
  await Promise.all([runner.stop(), watching]);
});
