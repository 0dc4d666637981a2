import { createHash } from "node:crypto";
import type { InterfacePeer } from "../wireguard/read-dump.ts";

/** How one simulated device behaves: it is online for `onlineMs` at the beginning of every `periodMs`. */
interface Habits {
  readonly periodMs: number;
  readonly onlineMs: number;
  /** Where in its period the device is at the epoch. */
  readonly phaseMs: number;
  /** From being let in to the first handshake. */
  readonly delayMs: number;
  /** Bytes a second while online. */
  readonly receivedRate: number;
  readonly sentRate: number;
  readonly endpoint: string;
}

/** A peer of the simulated interface. */
export interface SimulatedPeer {
  readonly publicKey: string;
  readonly allowedIps: readonly string[];
  /** Milliseconds since the epoch when it was put onto the interface: handshakes and counters begin there. */
  readonly addedAt: number;
}

/** WireGuard makes a new session after two minutes of traffic. */
const rekeyMs = 120_000;
const hourMs = 3_600_000;

/** The peer as `wg show` would tell at `now`: from the clock and the key alone, so nothing runs between two looks. */
export function peerAt(peer: SimulatedPeer, seed: string, now: number): InterfacePeer {
  const habits = habitsOf(seed, peer.publicKey);
  const { periodMs, onlineMs, phaseMs } = habits;
  const begin = peer.addedAt + habits.delayMs;
  const sessionStart = now - ((now + phaseMs) % periodMs);
  const connectedAt = Math.max(sessionStart, begin);
  const lastTimestamp = Math.min(now, sessionStart + onlineMs);
  const latestHandshake =
    lastTimestamp < connectedAt ? null : lastTimestamp - ((lastTimestamp - connectedAt) % rekeyMs);
  const seconds = Math.max(0, onlineUntil(habits, now) - onlineUntil(habits, begin)) / 1_000;
  return {
    publicKey: peer.publicKey,
    allowedIps: peer.allowedIps,
    endpoint: latestHandshake === null ? null : habits.endpoint,
    latestHandshake: latestHandshake === null ? null : Math.floor(latestHandshake / 1_000),
    received: Math.floor(seconds * habits.receivedRate),
    sent: Math.floor(seconds * habits.sentRate),
    keepsAlive: false,
  };
}

/** Milliseconds online from the epoch until then. */
function onlineUntil({ periodMs, onlineMs, phaseMs }: Habits, time: number): number {
  const at = time + phaseMs;
  return Math.floor(at / periodMs) * onlineMs + Math.min(at % periodMs, onlineMs);
}

/** Drawn from the key, so that a device behaves the same in every run. */
function habitsOf(seed: string, publicKey: string): Habits {
  const bytes = createHash("sha256").update(`${seed}/${publicKey}`).digest();
  const share = (index: number) => bytes.readUInt16BE(index * 2) / 65_536;
  const between = (index: number, from: number, to: number) => from + share(index) * (to - from);
  const periodMs = Math.round(between(0, 2, 10) * hourMs);
  return {
    periodMs,
    onlineMs: Math.round(periodMs * between(1, 0.35, 0.95)),
    phaseMs: Math.round(share(2) * periodMs),
    delayMs: Math.round(between(3, 200, 4_000)),
    receivedRate: between(4, 200, 9_000),
    sentRate: between(5, 900, 70_000),
    // TEST-NET-2 of RFC 5737: nobody's.
    endpoint: `198.51.100.${1 + (bytes.readUInt8(30) % 254)}:${20_000 + (bytes.readUInt16BE(28) % 40_000)}`,
  };
}
