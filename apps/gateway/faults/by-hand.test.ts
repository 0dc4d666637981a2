import { keyPair } from "@portcullis/testing/network/client";
import { expect, it } from "vitest";
import { openTestBed } from "./testing/test-bed.ts";

it("removes a peer that somebody added by hand", async () => {
  await using testBed = await openTestBed();
  const { peer } = await testBed.client();
  await testBed.agent();
  testBed.full([peer]);
  await expect.poll(() => testBed.keys()).toEqual([peer.publicKey]);
  const foreignPeer = await keyPair(testBed.network.gateway);
  await testBed.wg(
    "set",
    testBed.network.interfaceName,
    "peer",
    foreignPeer.publicKey,
    "allowed-ips",
    "100.64.0.99/32",
  );
  expect(await testBed.keys()).toContain(foreignPeer.publicKey);
  await expect.poll(() => testBed.keys(), { timeout: 15_000 }).toEqual([peer.publicKey]);
});

it("makes an interface anew that was taken down by hand", async () => {
  await using testBed = await openTestBed();
  const { peer, ping } = await testBed.client();
  await testBed.agent();
  testBed.full([peer]);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  await testBed.network.gateway.run("ip", ["link", "del", "dev", testBed.network.interfaceName]);
  const deleted = Date.now();
  // The agent sees it within ten seconds; the client has to doubt its session first, as with any gateway that restarts.
  await pinger.passesAfter(deleted + 1_000);
  expect(await testBed.keys()).toEqual([peer.publicKey]);
});
