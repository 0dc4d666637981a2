import { expect, it } from "vitest";
import { planRoutes } from "./plan-routes.ts";
import { readRoutes, routeProtocol } from "./read-routes.ts";

const name = "portcullis0";
const wanted = (...networks: string[]) => networks.map((network) => ({ network, endpoint: null }));
const host = (...routes: Record<string, unknown>[]) => readRoutes(JSON.stringify(routes));
const ours = (dst: string) => ({ dst, dev: name, protocol: routeProtocol, scope: "253", flags: [] });
const planned = (...args: Parameters<typeof planRoutes>) => {
  const { removals, additions, refused } = planRoutes(...args);
  return { lines: [...removals, ...additions.map(({ line }) => line)], refused: Object.fromEntries(refused) };
};

it("has nothing to do where the routes agree, a host's and by hand as well", () => {
  const has = host(ours("192.168.77.0/24"), ours("10.9.9.9"), ours("fd00::3"), {
    dst: "10.51.0.0/16",
    dev: name,
    protocol: "4",
  });
  const networks = wanted("192.168.77.0/24", "10.9.9.9/32", "fd00::3/128", "10.51.0.0/16");
  expect(planned(name, networks, has)).toEqual({ lines: [], refused: {} });
});

it("removes its own alone, first, and adds each network once", () => {
  const has = host(
    ours("192.168.77.0/24"),
    { dst: "192.168.78.0/24", dev: name, protocol: "3" },
    { dst: "100.64.0.0/10", dev: name, protocol: "2" },
    { dst: "192.168.79.0/24", dev: "portcullis1", protocol: routeProtocol },
    { dst: "192.168.80.0/24", dev: name, protocol: routeProtocol, table: "100" },
  );
  expect(planned(name, wanted("192.168.81.0/24", "2001:db8::/48", "192.168.81.0/24"), has).lines).toEqual([
    `route del 192.168.77.0/24 dev portcullis0 proto ${routeProtocol}`,
    `route add 192.168.81.0/24 dev portcullis0 proto ${routeProtocol}`,
    `route add 2001:db8::/48 dev portcullis0 proto ${routeProtocol}`,
  ]);
});

const eth0 = host(
  { dst: "default", gateway: "203.0.113.1", dev: "eth0" },
  { dst: "10.0.0.0/16", dev: "eth0", protocol: "2" },
  { dst: "10.50.0.0/16", nexthops: [{ gateway: "172.31.1.1", dev: "eth0" }] },
  { dst: "10.60.0.0/16", type: "6" },
  { dst: "198.51.100.7", dev: "eth0", type: "2", table: "255" },
  { dst: "fd01::/64", dev: "eth0", protocol: "2" },
);

it.each([
  ["0.0.0.0/0", "it is a default route"],
  ["::/0", "it is a default route"],
  ["0.0.0.0/1", "it overlaps 0.0.0.0/8, which is this host itself"],
  ["128.0.0.0/1", "it overlaps 169.254.0.0/16, which is link-local"],
  ["127.0.0.1/32", "it overlaps 127.0.0.0/8, which is loopback"],
  ["239.0.0.0/8", "it overlaps 224.0.0.0/3, which is multicast and reserved"],
  ["::/1", "it overlaps ::/127, which is loopback"],
  ["fe80::/64", "it overlaps fe80::/10, which is link-local"],
  ["ff02::/16", "it overlaps ff00::/8, which is multicast"],
  ["10.0.0.0/16", "it overlaps 10.0.0.0/16, which this host reaches through eth0"],
  ["10.0.7.0/24", "it overlaps 10.0.0.0/16, which this host reaches through eth0"],
  ["10.0.0.0/8", "it overlaps 10.0.0.0/16, which this host reaches through eth0"],
  ["198.51.100.0/24", "it overlaps 198.51.100.7, which this host reaches through eth0"],
  ["203.0.113.0/24", "it overlaps 203.0.113.1, which this host reaches through eth0"],
  ["172.16.0.0/12", "it overlaps 172.31.1.1, which this host reaches through eth0"],
  ["fd01::/64", "it overlaps fd01::/64, which this host reaches through eth0"],
  ["10.50.0.0/16", "this host has another route to it, through no interface"],
  ["10.60.0.0/16", "this host has another route to it, through no interface"],
])("never routes %s: %s", (network, reason) => {
  expect(planned(name, wanted(network), eth0)).toEqual({ lines: [], refused: { [network]: reason } });
});

it("routes a part of what another router leads to, and takes its own route away where it may not be any more", () => {
  expect(planned(name, wanted("10.50.7.0/24"), eth0).lines).toHaveLength(1);
  const has = [...eth0, ...host(ours("10.0.7.0/24"))];
  expect(planned(name, wanted("10.0.7.0/24"), has).lines).toEqual([
    `route del 10.0.7.0/24 dev portcullis0 proto ${routeProtocol}`,
  ]);
});

it.each([
  ["192.168.77.0/24", "192.168.77.5:40000"],
  ["2001:db8:77::/48", "[2001:db8:77::5]:40000"],
])("routes %s nowhere while its own device is reached inside it", (network, endpoint) => {
  expect(planned(name, [{ network, endpoint }], [])).toEqual({
    lines: [],
    refused: { [network]: "the address at which its device is reached is inside it" },
  });
  expect(planned(name, [{ network, endpoint: "203.0.113.9:40000" }], []).lines).toHaveLength(1);
});
