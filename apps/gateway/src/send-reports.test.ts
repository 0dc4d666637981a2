import { type AgentReport, reportPeersMax } from "@portcullis/domain/gateway";
import { pino } from "pino";
import { expect, it } from "vitest";
import { sendReports } from "./send-reports.ts";
import type { InterfacePeer } from "./wireguard/read-dump.ts";
import type { WireGuard } from "./wireguard/wireguard.ts";

const peer = (publicKey: string, latestHandshake: number | null): InterfacePeer => ({
  publicKey,
  endpoint: null,
  allowedIps: [],
  latestHandshake,
  received: 1,
  sent: 2,
  keepsAlive: false,
});

/** Reports of an interface with these peers; `isOpen` says whether the console takes them. */
function reporting(peers: InterfacePeer[], isOpen = () => true) {
  const taken: AgentReport[] = [];
  const wireGuard: WireGuard = {
    open: async () => {},
    read: async () => ({ publicKey: "own", listenPort: 51_820, peers }),
    applyPeers: () => Promise.reject(new Error("A report changes nothing.")),
    setAddress: () => Promise.reject(new Error("A report changes nothing.")),
    setRoutes: () => Promise.reject(new Error("A report changes nothing.")),
  };
  const reporter = sendReports({
    wireGuard,
    version: "test",
    log: pino({ level: "silent" }),
    console: {
      peers: () => {},
      async report(report) {
        if (!isOpen()) throw new Error("Not taken.");
        taken.push(report);
      },
    },
  });
  return { ...reporter, taken, [Symbol.asyncDispose]: reporter.stop };
}

it("tells of all peers in reports of a bounded size", async () => {
  const peers = Array.from({ length: 2 * reportPeersMax + 1 }, (_, number) => peer(`${number}`, null));
  await using reporter = reporting(peers);
  await expect.poll(() => reporter.taken.map((report) => report.peers.length)).toEqual([1_000, 1_000, 1]);
  expect(new Set(reporter.taken.flatMap((report) => report.peers.map(({ publicKey }) => publicKey))).size).toBe(2_001);
  expect(reporter.taken.every(({ peerCount }) => peerCount === 2_001)).toBe(true);
});

it("tells of an interface without peers too", async () => {
  await using reporter = reporting([]);
  await expect.poll(() => reporter.taken).toMatchObject([{ publicKey: "own", peerCount: 0, peers: [], confirmed: [] }]);
});

it("says how long ago a handshake was, never that it is yet to come", async () => {
  const now = Math.floor(Date.now() / 1000);
  await using reporter = reporting([peer("a", now - 60), peer("b", now + 60), peer("c", null)]);
  await expect.poll(() => reporter.taken).toHaveLength(1);
  const [first, second, third] = reporter.taken[0]?.peers ?? [];
  expect(first?.handshakeAgo).toBeGreaterThanOrEqual(60);
  expect(second?.handshakeAgo).toBe(0);
  expect(third?.handshakeAgo).toBe(null);
});

it("confirms at once and without the peers, each cascade until it is taken, and not again", async () => {
  let isOpen = true;
  await using reporter = reporting([peer("a", null)], () => isOpen);
  await expect.poll(() => reporter.taken).toHaveLength(1);
  isOpen = false;
  const ids = Array.from({ length: 1_500 }, (_, number) => `${number}`);
  reporter.confirm(ids);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(reporter.taken).toHaveLength(1);
  isOpen = true;
  await expect.poll(() => reporter.taken.flatMap(({ confirmed }) => confirmed)).toEqual(ids);
  expect(reporter.taken.slice(1).map(({ confirmed, peers }) => [confirmed.length, peers.length])).toEqual([
    [1_000, 0],
    [500, 0],
  ]);
});
