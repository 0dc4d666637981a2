import { forward, openLan } from "@portcullis/testing/network/lan";
import { startEcho } from "@portcullis/testing/network/programs";
import { expect, it } from "vitest";
import { routeProtocol } from "../src/wireguard/read-routes.ts";
import { openTestBed } from "./testing/test-bed.ts";

/** A site, and networks of its gateway's interface as `ip` shows them. */
async function openRoutedTestBed() {
  await using opened = new AsyncDisposableStack();
  const testBed = opened.use(await openTestBed());
  const { interfaceName: name } = testBed.network;
  const show = async (...filter: string[]) =>
    (await Promise.all(["-4", "-6"].map((family) => testBed.ip("-N", family, "route", "show", ...filter))))
      .flatMap((text) => text.split("\n").filter(Boolean))
      .map((line) => line.split(" ")[0] ?? "");
  const owned = opened.move();
  return {
    ...testBed,
    /** Networks that the agent made routes to. */
    ours: () => show("dev", name, "proto", routeProtocol),
    /** All IPv4 routes of the host but the agent's; of IPv6 the kernel makes some of its own, when it likes. */
    others: async () =>
      (await testBed.ip("-N", "-4", "route", "show", "table", "all"))
        .split("\n")
        .filter((line) => !line.includes(`proto ${routeProtocol}`)),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

it("reaches a host behind a device for as long as that device is let in, and touches no route of another's", async () => {
  await using testBed = await openRoutedTestBed();
  const { gateway, interfaceName: name } = testBed.network;
  await forward(gateway);
  await testBed.ip("route", "add", "10.50.0.0/16", "via", "192.0.2.200");
  await testBed.ip("route", "add", "10.51.0.0/16", "dev", name, "proto", "static");
  const router = await testBed.client();
  await using lan = await openLan(router.host.namespace);
  const laptop = await testBed.client(lan.network);
  await testBed.agent();
  const behind = { ...router.peer, allowedIps: [...router.peer.allowedIps, lan.network] };
  testBed.full([laptop.peer]);
  await expect.poll(() => testBed.keys()).toEqual([laptop.peer.publicKey]);
  await expect.poll(() => testBed.others()).toContainEqual(expect.stringContaining("100.64.0.0/10"));
  const before = await testBed.others();

  await using pinger = await laptop.host.ping(lan.address, await startEcho(lan.host));
  testBed.stub.say({ kind: "change", set: [behind], remove: [], toConfirm: [] });
  await pinger.passesAfter(0);
  expect(await testBed.ours()).toEqual([lan.network]);

  testBed.stub.say({ kind: "change", set: [], remove: [behind.publicKey], toConfirm: [] });
  await expect.poll(() => testBed.ours()).toEqual([]);
  const removed = Date.now();
  // The laptop itself goes on: three of its packets to the gateway pass meanwhile.
  await using own = await laptop.ping();
  await own.passesAfter(removed + 300);
  expect(pinger.passedSince(removed)).toBe(0);
  expect(await testBed.others()).toEqual(before);
});

it("finds its own routes again after a restart, and changes none before the console has spoken", async () => {
  await using testBed = await openRoutedTestBed();
  const { peer } = await testBed.client();
  const withNetworks = (...networks: string[]) => ({ ...peer, allowedIps: [...peer.allowedIps, ...networks] });
  const first = await testBed.agent();
  testBed.full([withNetworks("192.168.77.0/24", "192.168.78.0/24", "2001:db8:77::/48")]);
  await expect.poll(() => testBed.ours()).toEqual(["192.168.77.0/24", "192.168.78.0/24", "2001:db8:77::/48"]);
  await first.stop();
  await testBed.ip("route", "add", "192.168.90.0/24", "dev", testBed.network.interfaceName);

  testBed.stub.silence();
  await testBed.agent();
  testBed.stub.silence(false);
  expect(await testBed.ours()).toHaveLength(3);
  testBed.full([withNetworks("192.168.78.0/24", "192.168.90.0/24")]);
  await expect.poll(() => testBed.ours()).toEqual(["192.168.78.0/24"]);
  // One by hand to the same network does as well, and stays when that goes.
  testBed.full([]);
  await expect.poll(() => testBed.ours()).toEqual([]);
  expect(await testBed.others()).toContainEqual(expect.stringContaining("192.168.90.0/24"));
  expect(testBed.warnings).toEqual([]);
});

it("warns of networks that it must not route, once, and lets their devices in all the same", async () => {
  await using testBed = await openRoutedTestBed();
  const { peer, ping } = await testBed.client();
  await testBed.ip("route", "add", "10.50.0.0/16", "via", "192.0.2.200");
  const before = await testBed.others();
  await testBed.agent();
  const refused = ["0.0.0.0/0", "::/0", "192.0.2.0/24", "192.0.0.0/16", "10.50.0.0/16", "127.8.0.0/16", "fe80::/64"];
  const allowedIps = [...peer.allowedIps, "192.168.77.0/24", ...refused];
  testBed.full([{ ...peer, allowedIps }]);
  await using pinger = await ping();
  await pinger.passesAfter(0);
  await expect.poll(() => testBed.ours()).toEqual(["192.168.77.0/24"]);
  await expect.poll(() => testBed.warnings.length).toBe(refused.length);
  expect(testBed.warnings.join("")).toContain(
    "192.0.0.0/16 is not routed to its device: it overlaps 192.0.2.0/24, which this host reaches through wire",
  );
  // Another round says nothing new.
  testBed.full([{ ...peer, allowedIps: [...allowedIps, "192.168.78.0/24"] }]);
  await expect.poll(() => testBed.ours()).toHaveLength(2);
  expect(testBed.warnings).toHaveLength(refused.length);
  testBed.full([]);
  await expect.poll(() => testBed.ours()).toEqual([]);
  expect((await testBed.others()).filter((line) => !line.includes("100.64.0.") && !line.includes("100.127."))).toEqual(
    before,
  );
});

it("takes a route back once the host has the network on another interface", async () => {
  await using testBed = await openRoutedTestBed();
  const { peer } = await testBed.client();
  await testBed.agent();
  const full = () => testBed.full([{ ...peer, allowedIps: [...peer.allowedIps, "192.168.77.0/24"] }]);
  full();
  await expect.poll(() => testBed.ours()).toEqual(["192.168.77.0/24"]);
  await testBed.ip("address", "add", "192.168.77.2/24", "dev", "wire");
  full();
  await expect.poll(() => testBed.ours()).toEqual([]);
  await testBed.ip("address", "del", "192.168.77.2/24", "dev", "wire");
  full();
  await expect.poll(() => testBed.ours()).toEqual(["192.168.77.0/24"]);
});
