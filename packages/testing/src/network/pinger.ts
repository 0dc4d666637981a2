import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Namespace } from "./namespace.ts";

/** Knows which of its packets passed, by the time at which each was sent, in milliseconds since the epoch. */
export interface Pinger extends AsyncDisposable {
  /** Waits for a packet sent after `since` that passes; the time of the first. */
  readonly passesAfter: (since: number) => Promise<number>;
  /** The last that passed so far. */
  readonly last: () => number;
  /** How many packets sent since then have passed so far. */
  readonly passedSince: (since: number) => number;
}

const scripts = import.meta.dirname;

/** Answers each UDP packet with itself. Resolves with its port once it listens; ends with the namespace. */
export async function startEcho(namespace: Namespace): Promise<number> {
  const child = namespace.start(process.execPath, [join(scripts, "echo.ts")]);
  if (!child.stdout) throw new Error("The echo has no output.");
  const [line] = await once(createInterface(child.stdout), "line");
  return Number(line);
}

/** A packet every 10 ms to an echo, until disposed of. */
export async function startPinger(namespace: Namespace, address: string, port: number): Promise<Pinger> {
  const child = namespace.start(process.execPath, [join(scripts, "ping.ts"), address, String(port)]);
  if (!child.stdout) throw new Error("The pinger has no output.");
  const lines = createInterface(child.stdout);
  await once(lines, "line");
  const passed: number[] = [];
  lines.on("line", (sentAt) => passed.push(Number(sentAt)));
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
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
