import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { TokenRefused } from "../src/console.ts";
import { testSite } from "./testing/site.ts";

it("subscribes again at once when the stream ends", async () => {
  await using site = await testSite();
  await site.agent();
  site.full([]);
  await expect.poll(() => site.told.subscriptions()).toBe(1);
  const ended = Date.now();
  site.told.endStreams();
  await expect.poll(() => site.told.subscriptions(), { interval: 10 }).toBe(2);
  expect(Date.now() - ended).toBeLessThan(1_000);
});

it("takes a stream that has fallen silent for dead, and hears on the next one what it has missed", async () => {
  await using site = await testSite();
  const { peer } = await site.client();
  await site.agent();
  site.full([peer]);
  await expect.poll(() => site.keys()).toEqual([peer.publicKey]);
  site.told.silence();
  site.full([]);
  const silent = Date.now();
  await expect.poll(() => site.told.subscriptions(), { timeout: 15_000 }).toBe(2);
  expect(Date.now() - silent).toBeGreaterThan(5_000);
  expect(await site.keys()).toEqual([peer.publicKey]);
  site.told.silence(false);
  site.told.endStreams();
  await expect.poll(() => site.keys()).toEqual([]);
});

it("changes nothing at its start until the console has spoken, and then what differs", async () => {
  await using site = await testSite();
  const [gone, kept] = [await site.client(), await site.client()];
  const first = await site.agent();
  site.full([gone.peer, kept.peer]);
  await using pinger = await kept.ping();
  await pinger.passesAfter(0);
  await first.stop();
  site.told.silence();
  site.full([kept.peer]);
  await site.agent();
  await sleep(2_000);
  expect(await site.keys()).toEqual([gone.peer.publicKey, kept.peer.publicKey].toSorted());
  site.told.silence(false);
  site.told.endStreams();
  await expect.poll(() => site.keys()).toEqual([kept.peer.publicKey]);
});

it("keeps peers for ever while the console refuses its token, where nothing else is asked for", async () => {
  await using site = await testSite();
  const { peer, ping } = await site.client();
  await site.agent();
  site.full([peer]);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  site.told.refuse(new TokenRefused("No."));
  const refused = Date.now();
  await sleep(6_000);
  await pinger.passesAfter(refused + 5_000);
  // It asks again slowly.
  expect(site.told.subscriptions()).toBe(1);
});
