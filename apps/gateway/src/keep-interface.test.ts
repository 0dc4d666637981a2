import type { PeersEvent } from "@portcullis/domain/gateway";
import { pino } from "pino";
import { expect, it } from "vitest";
import { keepInterface } from "./keep-interface.ts";
import type { InterfacePeer } from "./wireguard/read-dump.ts";
import type { WireGuard } from "./wireguard/wireguard.ts";

/** An interface that a test can break, and what was done to it. */
function keeping() {
  const actions: string[] = [];
  const said: string[] = [];
  let refused = new Map<string, string>();
  let failure: Error | undefined;
  let gate = Promise.resolve();
  let peers: readonly InterfacePeer[] = [];
  const state = () => ({ publicKey: "own", listenPort: 51_820, peers });
  const wireGuard: WireGuard = {
    open: async () => void actions.push("open"),
    read: async () => state(),
    async applyPeers(wanted) {
      if (failure) throw failure;
      actions.push(`peers ${[...wanted.keys()].join(" ")}`);
      await gate;
      peers = [...wanted].map(([publicKey, allowedIps]) => peerWith(publicKey, allowedIps));
      return state();
    },
    setAddress: async (address) => void actions.push(`address ${address}`),
    async setRoutes(wanted) {
      if (wanted.length > 0) actions.push(`routes ${wanted.map(({ network }) => network).join(" ")}`);
      return refused;
    },
  };
  const keeper = keepInterface({
    wireGuard,
    log: pino({ level: "warn" }, { write: (line: string) => void said.push(line) }),
    onApplied: (ids) => actions.push(`confirm ${ids.join(" ")}`),
  });
  const fail = (error?: Error) => {
    failure = error;
  };
  /** Holds changes up until what it returns is called. */
  const hold = () => {
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    return held.resolve;
  };
  const refuse = (...networks: string[]) => {
    refused = new Map(networks.map((network) => [network, "it is taken"]));
  };
  return { ...keeper, actions, said, fail, hold, refuse, [Symbol.asyncDispose]: keeper.stop };
}
const peerWith = (publicKey: string, allowedIps: readonly string[]): InterfacePeer => ({
  publicKey,
  allowedIps,
  endpoint: null,
  latestHandshake: null,
  received: 0,
  sent: 0,
  keepsAlive: false,
});
const full = (keys: string[], ...toConfirm: string[]): PeersEvent => ({
  kind: "full",
  address: "100.64.0.1/10",
  peers: keys.map((publicKey) => ({ publicKey, allowedIps: [] })),
  toConfirm,
  failClosedAfter: null,
});

it("touches nothing before the console has spoken, and a sign of life says nothing", async () => {
  await using keeper = keeping();
  keeper.hear({ kind: "still" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(keeper.actions).toEqual([]);
});

it("confirms once the peers agree, before it looks at the address", async () => {
  await using keeper = keeping();
  keeper.hear(full(["a", "b"], "1", "2"));
  await expect.poll(() => keeper.actions).toEqual(["peers a b", "confirm 1 2", "address 100.64.0.1/10"]);
});

it("confirms nothing that failed, and all of it once it succeeds", async () => {
  await using keeper = keeping();
  keeper.fail(new Error("`wg` is gone."));
  keeper.hear(full(["a"], "1"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  keeper.hear({ kind: "change", set: [], remove: ["a"], toConfirm: ["2"] });
  await new Promise((resolve) => setTimeout(resolve, 50));
  keeper.fail();
  await expect.poll(() => keeper.actions.slice(-4)).toEqual(["open", "peers ", "confirm 1 2", "address 100.64.0.1/10"]);
});

it("does what came while it was busy", async () => {
  await using keeper = keeping();
  const release = keeper.hold();
  keeper.hear(full(["a"], "1"));
  await expect.poll(() => keeper.actions).toEqual(["peers a"]);
  keeper.hear({ kind: "change", set: [{ publicKey: "b", allowedIps: [] }], remove: ["a"], toConfirm: ["2"] });
  release();
  // The change is not confirmed with the list that ran when it came.
  await expect
    .poll(() => keeper.actions.filter((action) => !action.startsWith("address")))
    .toEqual(["peers a", "confirm 1", "peers b", "confirm 2"]);
});

it("takes everybody away, and leaves the address", async () => {
  await using keeper = keeping();
  keeper.clear();
  await expect.poll(() => keeper.actions).toEqual(["peers "]);
});

it("routes what lies behind its peers after it has confirmed, and no address of the interface's own range", async () => {
  await using keeper = keeping();
  keeper.hear(full([], "1"));
  await expect.poll(() => keeper.actions).toContain("address 100.64.0.1/10");
  keeper.actions.length = 0;
  keeper.hear({
    kind: "change",
    set: [
      { publicKey: "a", allowedIps: ["100.64.0.2/32", "192.168.77.0/24"] },
      { publicKey: "b", allowedIps: ["100.64.0.3/32", "fd00::3/128", "100.0.0.0/8"] },
    ],
    remove: [],
    toConfirm: ["1"],
  });
  const routes = "routes 192.168.77.0/24 fd00::3/128 100.0.0.0/8";
  await expect.poll(() => keeper.actions).toEqual(["peers a b", "confirm 1", "address 100.64.0.1/10", routes]);
  keeper.hear({ kind: "change", set: [], remove: ["b"], toConfirm: ["2"] });
  await expect
    .poll(() => keeper.actions.slice(4))
    .toEqual(["peers a", "confirm 2", "address 100.64.0.1/10", "routes 192.168.77.0/24"]);
});

it("tells once of a network that gets no route, and goes on with the peers", async () => {
  await using keeper = keeping();
  keeper.refuse("192.168.77.0/24");
  for (const key of ["a", "b", "c"]) {
    keeper.hear(full([key], key));
    await expect.poll(() => keeper.actions).toContain(`confirm ${key}`);
  }
  expect(keeper.isHealthy()).toBe(true);
  expect(keeper.said).toEqual([
    expect.stringContaining('"msg":"192.168.77.0/24 is not routed to its device: it is taken"'),
  ]);
});
