import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { TokenRefused } from "../src/console.ts";
import { openTestBed } from "./testing/test-bed.ts";

const failClosedAfter = 8;
const afterMs = failClosedAfter * 1_000;

it("takes everybody's access away after too long without the console, and gives it back when that speaks again", async () => {
  await using testBed = await openTestBed();
  const { peer, ping } = await testBed.client();
  await testBed.agent();
  testBed.full([peer], { failClosedAfter });
  await using pinger = await ping();
  await pinger.passesAfter(0);
  testBed.stub.refuse(new Error("The console is gone."));
  const gone = Date.now();
  await expect.poll(() => testBed.keys(), { timeout: 3 * afterMs }).toEqual([]);
  const closed = Date.now();
  await sleep(1_000);
  expect(pinger.passedSince(closed)).toBe(0);
  const last = pinger.last();
  // It was heard a second before its end at the latest, by the list or a `still`.
  expect(last - gone).toBeGreaterThan(0);

  testBed.stub.refuse();
  const back = Date.now();
  const again = await pinger.passesAfter(back);
  console.info(`closed ${last - gone} ms after the console's end, open ${again - back} ms after its return`);
});

it("counts on, by what the tenant said last, when it is started again", async () => {
  await using testBed = await openTestBed();
  const { peer } = await testBed.client();
  const first = await testBed.agent();
  testBed.full([peer], { failClosedAfter });
  await expect.poll(() => testBed.keys()).toEqual([peer.publicKey]);
  testBed.stub.silence();
  await first.stop();
  await sleep(afterMs);
  const started = Date.now();
  // Until then the console has five seconds to answer.
  await testBed.agent();
  await expect.poll(() => testBed.keys(), { timeout: 2 * afterMs }).toEqual([]);
  expect(Date.now() - started).toBeLessThan(afterMs);
});

it("keeps everybody where the tenant says so, and nobody where the console knows the gateway no more", async () => {
  await using testBed = await openTestBed();
  const { peer } = await testBed.client();
  await testBed.agent(testBed.stub.console, afterMs);
  testBed.full([peer]);
  await expect.poll(() => testBed.keys()).toEqual([peer.publicKey]);
  testBed.stub.refuse(new Error("The console is gone."));
  await sleep(1.5 * afterMs);
  expect(await testBed.keys()).toEqual([peer.publicKey]);
  testBed.stub.refuse(new TokenRefused("The console refused the token."));
  await expect.poll(() => testBed.keys(), { timeout: 3 * afterMs }).toEqual([]);
});
