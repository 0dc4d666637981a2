import { publicKey as publicKeySchema } from "@portcullis/domain/device/public-key";
import { expect, it } from "vitest";
import { simulatedWireGuard } from "./simulated-wire-guard.ts";

const start = Date.UTC(2026, 10, 25, 9);
const minute = 60_000;
const keys = Array.from({ length: 1_000 }, (_, i) => `key-${i}`);
const everybody = new Map(keys.map((key) => [key, ["100.64.0.9/32"]]));

/** An interface whose clock a test moves. */
function simulated(seed = "acme") {
  let at = start;
  const wireGuard = simulatedWireGuard({ seed, now: () => at });
  return {
    ...wireGuard,
    pass: (ms: number) => {
      at += ms;
    },
    /** Keys whose handshake is at most three minutes old. */
    online: async () =>
      (await wireGuard.read()).peers
        .filter(({ latestHandshake }) => latestHandshake !== null && at / 1_000 - latestHandshake <= 180)
        .map(({ publicKey }) => publicKey),
  };
}

it("has a key of its own, which is one", async () => {
  const [one, same, other] = await Promise.all(["acme", "acme", "globex"].map((seed) => simulated(seed).read()));
  expect(publicKeySchema.parse(one?.publicKey)).toBe(same?.publicKey);
  expect(other?.publicKey).not.toBe(one?.publicKey);
});

it("has a share of its devices online within seconds, the same in every run, and others an hour later", async () => {
  const [one, again] = [simulated(), simulated()];
  for (const each of [one, again]) {
    await each.applyPeers(everybody);
    expect(await each.online()).toEqual([]);
    each.pass(5_000);
  }
  const first = await one.online();
  expect(first.length).toBeGreaterThan(500);
  expect(first.length).toBeLessThan(800);
  expect(await again.online()).toEqual(first);
  one.pass(60 * minute);
  const later = await one.online();
  expect(later.filter((key) => !first.includes(key)).length).toBeGreaterThan(20);
  expect(first.filter((key) => !later.includes(key)).length).toBeGreaterThan(20);
});

it("never lets a handshake or a counter go back while a peer stays", async () => {
  const interfaceOf = simulated();
  await interfaceOf.applyPeers(new Map([...everybody].slice(0, 50)));
  let before = (await interfaceOf.read()).peers;
  for (let step = 0; step < 60; step++) {
    interfaceOf.pass(17 * minute);
    const after = (await interfaceOf.read()).peers;
    after.forEach((peer, i) => {
      const earlier = before[i];
      expect(peer.received).toBeGreaterThanOrEqual(earlier?.received ?? 0);
      expect(peer.sent).toBeGreaterThanOrEqual(earlier?.sent ?? 0);
      expect(peer.latestHandshake ?? 0).toBeGreaterThanOrEqual(earlier?.latestHandshake ?? 0);
      expect(peer.latestHandshake === null).toBe(peer.endpoint === null);
    });
    before = after;
  }
  expect(before.every(({ latestHandshake }) => latestHandshake !== null)).toBe(true);
});

it("has exactly whom it is told, and forgets what a removed peer counted", async () => {
  const interfaceOf = simulated();
  await interfaceOf.applyPeers(everybody);
  interfaceOf.pass(30 * minute);
  const [busy = ""] = await interfaceOf.online();
  const others = new Map([...everybody].filter(([key]) => key !== busy));
  expect((await interfaceOf.applyPeers(others)).peers.some(({ publicKey }) => publicKey === busy)).toBe(false);
  const back = (await interfaceOf.applyPeers(everybody)).peers.find(({ publicKey }) => publicKey === busy);
  expect(back).toMatchObject({ latestHandshake: null, received: 0, sent: 0, endpoint: null });
});
