import type { PeersEvent } from "@portcullis/domain/gateway";
import { pino } from "pino";
import { expect, it } from "vitest";
import { keepInterface } from "./keep-interface.ts";
import type { WireGuard } from "./wireguard/wireguard.ts";

/** An interface that a test can break, and what was done to it. */
function keeping() {
  const deeds: string[] = [];
  let failure: Error | undefined;
  let gate = Promise.resolve();
  const state = { publicKey: "own", listenPort: 51_820, peers: [] };
  const wireGuard: WireGuard = {
    open: async () => void deeds.push("open"),
    read: async () => state,
    async applyPeers(wanted) {
      if (failure) throw failure;
      deeds.push(`peers ${[...wanted.keys()].join(" ")}`);
      await gate;
      return state;
    },
    setAddress: async (address) => void deeds.push(`address ${address}`),
  };
  const keeper = keepInterface({
    wireGuard,
    log: pino({ level: "silent" }),
    onApplied: (ids) => deeds.push(`confirm ${ids.join(" ")}`),
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
  return { ...keeper, deeds, fail, hold, [Symbol.asyncDispose]: keeper.stop };
}
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
  expect(keeper.deeds).toEqual([]);
});

it("confirms once the peers agree, before it looks at the address", async () => {
  await using keeper = keeping();
  keeper.hear(full(["a", "b"], "1", "2"));
  await expect.poll(() => keeper.deeds).toEqual(["peers a b", "confirm 1 2", "address 100.64.0.1/10"]);
});

it("confirms nothing that failed, and all of it once it succeeds", async () => {
  await using keeper = keeping();
  keeper.fail(new Error("`wg` is gone."));
  keeper.hear(full(["a"], "1"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  keeper.hear({ kind: "change", set: [], remove: ["a"], toConfirm: ["2"] });
  await new Promise((resolve) => setTimeout(resolve, 50));
  keeper.fail();
  await expect.poll(() => keeper.deeds.slice(-4)).toEqual(["open", "peers ", "confirm 1 2", "address 100.64.0.1/10"]);
});

it("does what came while it was busy", async () => {
  await using keeper = keeping();
  const release = keeper.hold();
  keeper.hear(full(["a"], "1"));
  await expect.poll(() => keeper.deeds).toEqual(["peers a"]);
  keeper.hear({ kind: "change", set: [{ publicKey: "b", allowedIps: [] }], remove: ["a"], toConfirm: ["2"] });
  release();
  // The change is not confirmed with the list that ran when it came.
  await expect
    .poll(() => keeper.deeds.filter((deed) => !deed.startsWith("address")))
    .toEqual(["peers a", "confirm 1", "peers b", "confirm 2"]);
});

it("takes everybody away, and leaves the address", async () => {
  await using keeper = keeping();
  keeper.clear();
  await expect.poll(() => keeper.deeds).toEqual(["peers "]);
});
