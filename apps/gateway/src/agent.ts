import type { Logger } from "pino";
import type { Console } from "./console.ts";
import { followPeers } from "./follow-peers.ts";
import { keepInterface } from "./keep-interface.ts";
import { sendReports } from "./send-reports.ts";
import { watchSilence } from "./silence.ts";
import type { WireGuard } from "./wireguard/wireguard.ts";

export interface AgentParts {
  readonly console: Console;
  readonly wireGuard: WireGuard;
  readonly version: string;
  readonly log: Logger;
  readonly stateFolder: string;
  /** Milliseconds for which peers outlive the console's refusal of the token. */
  readonly refusedPatienceMs: number;
}

export interface Agent {
  /** What an agent needs to do its work, one by one. Without the console it goes on with what it was last told. */
  readonly checks: { readonly interface: () => boolean; readonly peers: () => boolean };
  /** Whether it hears the console. */
  readonly isConnected: () => boolean;
  /** Ends what is in hand. The interface and its peers stay: who has access keeps it while the agent is restarted. */
  readonly stop: () => Promise<void>;
}

/** Opens the interface, or takes it over, and keeps it as the console wants it. */
export async function startAgent(parts: AgentParts): Promise<Agent> {
  const { console, wireGuard, log, stateFolder, refusedPatienceMs } = parts;
  await wireGuard.open();
  const stopping = new AbortController();
  const reporter = sendReports(parts);
  const keeper = keepInterface({ wireGuard, log, onApplied: reporter.confirm });
  const silence = await watchSilence({ stateFolder, refusedPatienceMs, log, onTooLong: keeper.clear });
  let isConnected = false;
  const following = followPeers(
    {
      console,
      log,
      onLost() {
        isConnected = false;
      },
      onEvent(event) {
        isConnected = true;
        silence.heard(event);
        if (event.kind === "full") reporter.applies(event.failClosedAfter);
        keeper.hear(event);
      },
      onRefused: silence.refused,
    },
    stopping.signal,
  );
  return {
    checks: { interface: keeper.isHealthy, peers: keeper.hasAgreed },
    isConnected: () => isConnected,
    async stop() {
      stopping.abort();
      silence[Symbol.dispose]();
      await following;
      await keeper.stop();
      await reporter.stop();
    },
  };
}
