import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { openTestBed } from "./testing/test-bed.ts";

it("lets a peer through, cuts it off, says so only afterwards, and lets it in again without touching the client", async () => {
  await using testBed = await openTestBed();
  const { stub } = testBed;
  const [leaver, stayer] = [await testBed.client(), await testBed.client()];
  await testBed.agent();
  testBed.full([leaver.peer, stayer.peer]);
  await using leaving = await leaver.ping();
  await using staying = await stayer.ping();
  await Promise.all([leaving.passesAfter(0), staying.passesAfter(0)]);

  const cascadeId = randomUUID();
  const atConfirmation = Promise.withResolvers<{ at: number; keys: string[] }>();
  stub.beforeReport(async ({ confirmed }) => {
    if (confirmed.includes(cascadeId)) atConfirmation.resolve({ at: Date.now(), keys: await testBed.keys() });
  });
  const asked = Date.now();
  stub.say({ kind: "change", set: [], remove: [leaver.peer.publicKey], toConfirm: [cascadeId] });
  const confirmation = await atConfirmation.promise;
  expect(confirmation.keys).toEqual([stayer.peer.publicKey]);
  // The other one shows that the network passes packets all the while.
  await staying.passesAfter(confirmation.at + 1_000);
  expect(leaving.passedSince(confirmation.at)).toBe(0);
  const last = leaving.last();

  const asked2 = Date.now();
  stub.say({ kind: "change", set: [leaver.peer], remove: [], toConfirm: [] });
  const again = await leaving.passesAfter(asked2);
  // By itself the client would take 15 s to doubt its session (REKEY_TIMEOUT + KEEPALIVE_TIMEOUT of WireGuard).
  expect(again - asked2).toBeLessThan(5_000);
  console.info(
    `last packet ${last - asked} ms after the change, confirmed after ${confirmation.at - asked} ms; back after ${again - asked2} ms`,
  );
});

it("lets a peer without an address send nothing", async () => {
  await using testBed = await openTestBed();
  const { peer, ping } = await testBed.client();
  await testBed.agent();
  testBed.full([peer]);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  testBed.stub.say({ kind: "change", set: [{ ...peer, allowedIps: [] }], remove: [], toConfirm: [] });
  await expect.poll(() => testBed.peers()).toMatchObject([{ publicKey: peer.publicKey, allowedIps: [] }]);
  const emptied = Date.now();
  await sleep(1_000);
  expect(pinger.passedSince(emptied)).toBe(0);
});

it("keeps what is confirmed until the console has taken it", async () => {
  await using testBed = await openTestBed();
  const { stub } = testBed;
  const cascadeId = randomUUID();
  let refused = 0;
  stub.beforeReport(async ({ confirmed }) => {
    if (confirmed.length > 0 && refused++ < 3) throw new Error("Not taken.");
  });
  await testBed.agent();
  testBed.full([], { toConfirm: [cascadeId] });
  await expect
    .poll(() => stub.reports.filter(({ report }) => report.confirmed.includes(cascadeId)), { timeout: 20_000 })
    .toHaveLength(1);
  expect(refused).toBe(4);
});

it("reports what the interface knows of its peers", async () => {
  await using testBed = await openTestBed();
  const { peer, ping } = await testBed.client();
  testBed.full([peer]);
  await testBed.agent();
  await using pinger = await ping();
  await pinger.passesAfter(0);
  // The first report may have gone before the first packet; the next one is a quarter of a minute away.
  const reports = () => testBed.stub.reports.flatMap(({ report }) => report.peers);
  await expect
    .poll(() => reports().find(({ received }) => received > 0), { timeout: 30_000 })
    .toMatchObject({
      publicKey: peer.publicKey,
      endpoint: expect.stringMatching(/^192\.0\.2\.2:\d+$/),
      handshakeAgo: expect.any(Number),
      sent: expect.any(Number),
    });
});
