import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { testSite } from "./testing/site.ts";

const afterMs = 8_000;

it("takes everybody's access away after too long without the console, and gives it back when that speaks again", async () => {
  await using site = await testSite();
  const { peer, ping } = await site.client();
  await site.agent(site.told.console, afterMs);
  site.full([peer]);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  site.told.refuse(new Error("The console is gone."));
  const gone = Date.now();
  await expect.poll(() => site.keys(), { timeout: 3 * afterMs }).toEqual([]);
  const closed = Date.now();
  await sleep(1_000);
  expect(pinger.passedSince(closed)).toBe(0);
  const last = pinger.last();
  // It was heard a second before its end at the latest, by the list or a `still`.
  expect(last - gone).toBeGreaterThan(0);

  site.told.refuse();
  const back = Date.now();
  const again = await pinger.passesAfter(back);
  console.info(`closed ${last - gone} ms after the console's end, open ${again - back} ms after its return`);
});

it("counts on when it is started again", async () => {
  await using site = await testSite();
  const { peer } = await site.client();
  const first = await site.agent(site.told.console, afterMs);
  site.full([peer]);
  await expect.poll(() => site.keys()).toEqual([peer.publicKey]);
  site.told.silence();
  await first.stop();
  await sleep(afterMs);
  const started = Date.now();
  // Until then the console has five seconds to answer.
  await site.agent(site.told.console, afterMs);
  await expect.poll(() => site.keys(), { timeout: 2 * afterMs }).toEqual([]);
  expect(Date.now() - started).toBeLessThan(afterMs);
});
