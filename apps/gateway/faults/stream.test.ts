import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { TokenRefused } from "../src/console.ts";
import { openTestBed } from "./testing/test-bed.ts";

it("subscribes again at once when the stream ends", async () => {
  await using testBed = await openTestBed();
  await testBed.agent();
  testBed.full([]);
  await expect.poll(() => testBed.stub.subscriptions()).toBe(1);
  const ended = Date.now();
  testBed.stub.endStreams();
  await expect.poll(() => testBed.stub.subscriptions(), { interval: 10 }).toBe(2);
  expect(Date.now() - ended).toBeLessThan(1_000);
});

it("takes a stream that has fallen silent for dead, and hears on the next one what it has missed", async () => {
  await using testBed = await openTestBed();
  const { peer } = await testBed.client();
  await testBed.agent();
  testBed.full([peer]);
  await expect.poll(() => testBed.keys()).toEqual([peer.publicKey]);
  testBed.stub.silence();
  testBed.full([]);
  const silent = Date.now();
  await expect.poll(() => testBed.stub.subscriptions(), { timeout: 15_000 }).toBe(2);
  expect(Date.now() - silent).toBeGreaterThan(5_000);
  expect(await testBed.keys()).toEqual([peer.publicKey]);
  testBed.stub.silence(false);
  testBed.stub.endStreams();
  await expect.poll(() => testBed.keys()).toEqual([]);
});

it("changes nothing at its start until the console has spoken, and then what differs", async () => {
  await using testBed = await openTestBed();
  const [gone, kept] = [await testBed.client(), await testBed.client()];
  const first = await testBed.agent();
  testBed.full([gone.peer, kept.peer]);
  await using pinger = await kept.ping();
  await pinger.passesAfter(0);
  await first.stop();
  testBed.stub.silence();
  testBed.full([kept.peer]);
  await testBed.agent();
  await sleep(2_000);
  expect(await testBed.keys()).toEqual([gone.peer.publicKey, kept.peer.publicKey].toSorted());
  testBed.stub.silence(false);
  testBed.stub.endStreams();
  await expect.poll(() => testBed.keys()).toEqual([kept.peer.publicKey]);
});

it("keeps peers for ever while the console refuses its token, where nothing else is asked for", async () => {
  await using testBed = await openTestBed();
  const { peer, ping } = await testBed.client();
  await testBed.agent();
  testBed.full([peer]);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  testBed.stub.refuse(new TokenRefused("No."));
  const refused = Date.now();
  await sleep(6_000);
  await pinger.passesAfter(refused + 5_000);
  // It asks again slowly.
  expect(testBed.stub.subscriptions()).toBe(1);
});
