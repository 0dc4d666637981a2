import { access } from "node:fs/promises";
import { join } from "node:path";
import { pause } from "@portcullis/runtime/pause";
import type { Logger } from "pino";
import type { Agent } from "../agent.ts";

/** How often the folder is looked at, in milliseconds. */
const pollIntervalMs = 500;

/**
 * Runs an agent for as long as there is no file `silent` in the folder. While there is one, it is as if the agent had been
 * killed: nothing is heard and nothing reported, and whoever is on the interface stays there.
 */
export async function runWhileLoud(
  parts: { readonly folder: string; readonly log: Logger; readonly start: () => Promise<Agent> },
  signal: AbortSignal,
): Promise<void> {
  const { folder, log, start } = parts;
  let agent: Agent | undefined;
  while (!signal.aborted) {
    const isSilent = await exists(join(folder, "silent"));
    if (isSilent && agent) {
      await agent.stop();
      agent = undefined;
      log.warn("silent until demo:resume is run");
    }
    if (!isSilent) agent ??= await start();
    await pause(pollIntervalMs, signal);
  }
  await agent?.stop();
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
