import { keyPair } from "@portcullis/testing/network/client";
import { expect, it } from "vitest";
import { testSite } from "./testing/site.ts";

it("removes a peer that somebody added by hand", async () => {
  await using site = await testSite();
  const { peer } = await site.client();
  await site.agent();
  site.full([peer]);
  await expect.poll(() => site.keys()).toEqual([peer.publicKey]);
  const stranger = await keyPair(site.network.gateway);
  await site.wg("set", site.network.interfaceName, "peer", stranger.publicKey, "allowed-ips", "100.64.0.99/32");
  expect(await site.keys()).toContain(stranger.publicKey);
  await expect.poll(() => site.keys(), { timeout: 15_000 }).toEqual([peer.publicKey]);
});

it("makes an interface anew that was taken down by hand", async () => {
  await using site = await testSite();
  const { peer, ping } = await site.client();
  await site.agent();
  site.full([peer]);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  await site.network.gateway.run("ip", ["link", "del", "dev", site.network.interfaceName]);
  const deleted = Date.now();
  // The agent sees it within ten seconds; the client has to doubt its session first, as with any gateway that restarts.
  await pinger.passesAfter(deleted + 1_000);
  expect(await site.keys()).toEqual([peer.publicKey]);
});
