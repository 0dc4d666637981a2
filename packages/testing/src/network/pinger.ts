import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Namespace } from "./namespace.ts";
import { startProgramIn } from "./programs.ts";

/** Knows which of its packets passed, by the time at which each was sent, in milliseconds since the epoch. */
export interface Pinger extends AsyncDisposable {
  /** Waits for a packet sent after `since` that passes; the time of the first. */
  readonly passesAfter: (since: number) => Promise<number>;
  /** The last that passed so far; -Infinity while none did. */
  readonly last: () => number;
  /** How many packets sent since then have passed so far. */
  readonly passedSince: (since: number) => number;
  /** Between two that passed, in milliseconds. */
  readonly longestGap: (since: number) => number;
}

/** Packets that it knows of at least: three minutes of them. */
const remembered = 18_000;

/** A packet every 10 ms to an echo, until disposed of. */
export async function startPinger(namespace: Namespace, address: string, port: number): Promise<Pinger> {
  const { child, lines } = await startProgramIn(namespace, "ping.ts", address, String(port));
  const passed: number[] = [];
  lines.on("line", (sentAt) => {
    passed.push(Number(sentAt));
    if (passed.length > 2 * remembered) passed.splice(0, remembered);
  });
  const ended = once(child, "close");
  return {
    async passesAfter(since) {
      for (;;) {
        const first = passed.find((sentAt) => sentAt > since);
        if (first !== undefined) return first;
        await sleep(5);
      }
    },
    last: () => Math.max(...passed.slice(-20)),
    passedSince: (since) => passed.filter((sentAt) => sentAt > since).length,
    longestGap(since) {
      const counted = passed.filter((sentAt) => sentAt > since);
      return Math.max(...counted.map((sentAt, index) => sentAt - (counted[index - 1] ?? sentAt)));
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
