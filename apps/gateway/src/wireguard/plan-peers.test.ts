import { expect, it } from "vitest";
import { planPeers } from "./plan-peers.ts";
import type { InterfacePeer } from "./read-dump.ts";

const present = (publicKey: string, allowedIps: string[], more: Partial<InterfacePeer> = {}): InterfacePeer => ({
  publicKey,
  allowedIps,
  endpoint: "203.0.113.9:40000",
  latestHandshake: null,
  received: 0,
  sent: 0,
  keepsAlive: false,
  ...more,
});
const unknown = () => undefined;

it("has nothing to do where the interface agrees, in whatever order", () => {
  const has = [present("b", ["fd00::2/128", "100.64.0.2/32"]), present("a", [])];
  const wanted = new Map([
    ["a", []],
    ["b", ["100.64.0.2/32", "fd00::2/128"]],
  ]);
  expect(planPeers(has, wanted, unknown)).toEqual({ removals: [], settings: [] });
});

it("removes who is not wanted, and touches nobody else", () => {
  const has = [present("a", ["100.64.0.2/32"]), present("b", ["100.64.0.3/32"])];
  expect(planPeers(has, new Map([["b", ["100.64.0.3/32"]]]), unknown)).toEqual({
    removals: [["peer", "a", "remove"]],
    settings: [],
  });
});

it("adds a peer, and calls it where it was last heard from", () => {
  const wanted = new Map([
    ["new", ["100.64.0.2/32", "fd00::2/128"]],
    ["known", ["100.64.0.3/32"]],
  ]);
  const endpointOf = (key: string) => (key === "known" ? "203.0.113.9:40000" : undefined);
  expect(planPeers([], wanted, endpointOf).settings).toEqual([
    ["peer", "new", "allowed-ips", "100.64.0.2/32,fd00::2/128"],
    "peer known allowed-ips 100.64.0.3/32 endpoint 203.0.113.9:40000 persistent-keepalive 25".split(" "),
  ]);
});

it("changes the addresses of a peer, to none as well", () => {
  const has = [present("a", ["100.64.0.2/32"]), present("b", ["100.64.0.3/32"])];
  const wanted = new Map([
    ["a", []],
    ["b", ["100.64.0.4/32"]],
  ]);
  expect(planPeers(has, wanted, unknown).settings).toEqual([
    ["peer", "a", "allowed-ips", ""],
    ["peer", "b", "allowed-ips", "100.64.0.4/32"],
  ]);
});

it("calls a peer no longer once it is there", () => {
  const has = [present("a", ["100.64.0.2/32"], { keepsAlive: true })];
  expect(planPeers(has, new Map([["a", ["100.64.0.2/32"]]]), unknown).settings).toEqual([
    ["peer", "a", "persistent-keepalive", "off"],
  ]);
});
