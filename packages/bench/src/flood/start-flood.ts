import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { surroundings } from "@portcullis/testing/env";
import { type FloodCounts, type FloodSettings, floodCounts } from "./flood-settings.ts";

/** A process of the run; it ends with this one at the latest. */
function start(script: string, args: readonly string[] = []): ChildProcess {
  return fork(join(import.meta.dirname, script), args, { env: surroundings() });
}

export interface Flood {
  /** Begins with the calls; the streams are held from the beginning. */
  readonly call: () => void;
  /** Ends calls and streams at once, and says what became of them. */
  readonly stop: () => Promise<FloodCounts>;
}

export async function startFlood(settings: FloodSettings): Promise<Flood> {
  const child = start("flooder.ts", [JSON.stringify(settings)]);
  await once(child, "message");
  return {
    call: () => void child.send("calls"),
    async stop() {
      const counted = once(child, "message");
      const ended = once(child, "exit");
      child.send("stop");
      const [counts] = await counted;
      await ended;
      return floodCounts.parse(counts);
    },
  };
}

/** The server of Node that only refuses. */
export async function startBareServer(): Promise<{ readonly url: string } & Disposable> {
  const child = start("bare-server.ts");
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => child.disconnect() };
}
