import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { environment } from "../env.ts";
import { type FloodCounts, type FloodSettings, floodCounts } from "./flood-settings.ts";

export interface Flood {
  /** Begins with the calls; the streams are held from the beginning. */
  readonly call: () => void;
  /** Opens no more and says what became of calls and streams once no stream begins or ends any more; then it ends all of them. */
  readonly stop: () => Promise<FloodCounts>;
}

/** In a process of its own, which ends with this one at the latest. */
export async function startFlood(settings: FloodSettings): Promise<Flood> {
  const script = join(import.meta.dirname, "flooder.ts");
  const child = fork(script, [JSON.stringify(settings)], { env: environment(), execArgv: [] });
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
