import {
  type AgentReport,
  type PeerReport,
  reportConfirmedMax,
  reportPeersMax,
  reportSeconds,
} from "@portcullis/domain/gateway";
import { pause } from "@portcullis/runtime/pause";
import { wakeUpSignal } from "@portcullis/runtime/wake-up-signal";
import type { Logger } from "pino";
import { confirmations } from "./confirmations.ts";
import { type Console, TokenRefused } from "./console.ts";
import { pauseAfter } from "./pause-after.ts";
import type { InterfacePeer } from "./wireguard/read-dump.ts";
import type { WireGuard } from "./wireguard/wireguard.ts";

interface ReportParts {
  readonly console: Console;
  readonly wireGuard: WireGuard;
  readonly version: string;
  readonly log: Logger;
}

export interface Reporter {
  /** Tells the console at once, and again until it has taken it. */
  readonly confirm: (ids: readonly string[], removed?: readonly InterfacePeer[]) => void;
  /** What the agent does without the console from now on, which reports tell. */
  readonly applies: (failClosedAfter: number | null) => void;
  readonly stop: () => Promise<void>;
}

/** Tells the console what the interface knows: all of it every fifteen seconds, a confirmation alone and at once. */
export function sendReports({ console, wireGuard, version, log }: ReportParts): Reporter {
  const { notify, waitFor } = wakeUpSignal();
  const stopping = new AbortController();
  const open = confirmations();
  let nextWhole = 0;
  let failClosedAfter: number | null | undefined;

  async function send(isWhole: boolean): Promise<void> {
    const { publicKey, peers } = await wireGuard.read();
    if (!publicKey) return;
    const about = { publicKey, version, peerCount: peers.length };
    const now = Math.floor(Date.now() / 1000);
    const known = isWhole ? peers.map((peer) => reportOf(peer, now)) : [];
    // An interface without peers is reported too.
    for (let start = 0; start === 0 || start < known.length; start += reportPeersMax) {
      await deliver({ ...about, confirmed: [], peers: known.slice(start, start + reportPeersMax) });
    }
  }

  /** Takes along what there is to confirm. */
  async function deliver(report: AgentReport): Promise<void> {
    const confirmed = open.next(reportConfirmedMax);
    const now = Math.floor(Date.now() / 1000);
    const removed = confirmed.length > 0 ? open.removed(reportPeersMax).map((peer) => reportOf(peer, now)) : [];
    await console.report({
      ...report,
      confirmed,
      ...(removed.length > 0 && { removed }),
      ...(failClosedAfter !== undefined && { failClosedAfter }),
    });
    open.delivered(confirmed);
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const isWhole = performance.now() >= nextWhole;
      try {
        await send(isWhole);
        if (failures > 0) log.info("the console accepts reports again");
        failures = 0;
        if (isWhole) nextWhole = performance.now() + reportSeconds * 1000;
        if (open.next(1).length === 0) await waitFor(Math.max(0, nextWhole - performance.now()));
      } catch (error) {
        failures++;
        if (error instanceof TokenRefused) log.error("the console refused the gateway's token");
        else log[failures === 1 ? "warn" : "debug"]({ err: error, failures }, "the report was not accepted");
        await pause(pauseAfter(failures, error), stopping.signal);
      }
    }
  }

  const running = run();
  return {
    applies(seconds) {
      failClosedAfter = seconds;
    },
    confirm(ids, removed = []) {
      open.add(ids, removed);
      notify();
    },
    async stop() {
      stopping.abort();
      notify();
      await running;
    },
  };
}

function reportOf(peer: InterfacePeer, now: number): PeerReport {
  const { publicKey, endpoint, latestHandshake, received, sent } = peer;
  // The clock may have been set back since.
  const handshakeAgo = latestHandshake === null ? null : Math.max(0, now - latestHandshake);
  return { publicKey, endpoint, handshakeAgo, received, sent };
}
